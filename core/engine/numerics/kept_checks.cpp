#include "core/engine/numerics/kept_checks.h"

#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/base/regular_file.h"
#include "core/engine/devices/cpu_info.h"
#include "core/engine/devices/cuda_driver.h"
#include "core/engine/devices/library_versions.h"
#include "core/engine/numerics/self_check.h"

#include <nlohmann/json.hpp>

#include <span>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

std::string titleOf(const c10::Device& device) {
    if (device.is_cpu()) {
        return cpuTitle();
    }
    const CudaDriver* const driver = cudaDriver();
    return driver == nullptr ? "" : describeCudaDevice(*driver, device.index()).title;
}

/// With what is computed: the libraries, and what the environment lets them take of a processor.
std::string computing() {
    std::string text = libraryVersions();
    for (const char* const limit : {"ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY"}) {
        if (const std::string value = environmentValue(limit); !value.empty()) {
            text += std::string(", ") + limit + " " + value;
        }
    }
    return text;
}

/// Devices of one kind share it.
std::filesystem::path fileOf(const std::string& title) {
    const std::string named = title + "\n" + computing();
    return keptChecksFolder() / (contentHash(std::as_bytes(std::span(named))) + ".json");
}

}  // namespace

std::filesystem::path keptChecksFolder() {
    const std::filesystem::path cache = userFolder("XDG_CACHE_HOME", ".cache");
    return cache.empty() ? cache : cache / "tandem/self-checks";
}

std::optional<SelfCheck> keptCheck(const c10::Device& device) {
    const std::string title = titleOf(device);
    if (keptChecksFolder().empty() || title.empty()) {
        return std::nullopt;
    }
    try {
        const Json json = Json::parse(shallowJson(ownText(fileOf(title))));
        if (json.at("device") != title || json.at("libraries") != computing()) {
            return std::nullopt;
        }
        return judged(device, json.at("largestError").get<double>(), json.at("speedup").get<double>());
    } catch (const Error&) {
        return std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

void keepCheck(const c10::Device& device, const SelfCheck& check) {
    const std::string title = titleOf(device);
    const bool isOnlySlower = !check.bfloat16Usable && isRight(check);
    if (keptChecksFolder().empty() || title.empty() || isOnlySlower) {
        return;
    }
    const Json json{{"device", title},
                    {"libraries", computing()},
                    {"largestError", check.largestError},
                    {"speedup", check.speedup}};
    try {
        writeAtomically(fileOf(title), json.dump(2) + "\n");
    } catch (const Error&) {
        // It is made again the next time.
    }
}

}  // namespace tandem
