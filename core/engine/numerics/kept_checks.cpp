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

/// Devices of one kind share it.
std::filesystem::path fileOf(const std::string& title) {
    const std::string computing = title + "\n" + libraryVersions();
    return keptChecksFolder() / (contentHash(std::as_bytes(std::span(computing))) + ".json");
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
        if (json.at("device") != title || json.at("libraries") != libraryVersions()) {
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
                    {"libraries", libraryVersions()},
                    {"largestError", check.largestError},
                    {"speedup", check.speedup}};
    try {
        writeAtomically(fileOf(title), json.dump(2) + "\n");
    } catch (const Error&) {
        // It is made again the next time.
    }
}

}  // namespace tandem
