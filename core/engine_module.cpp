#include "core/engine_module.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/program_folder.h"

#include <dlfcn.h>

#include <cstdlib>
#include <string>

namespace tandem {
namespace {

constexpr const char* kModuleName = "tandem_engine.so";

std::unique_ptr<Engine> openModule(const std::filesystem::path& file) {
    void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) {
        const char* reason = ::dlerror();
        throw Error(ErrorCode::Internal,
                    "The engine " + file.string() + " cannot be loaded; run ./run doctor to see why.",
                    reason != nullptr ? reason : "");
    }
    const auto make = reinterpret_cast<TandemMakeEngine>(::dlsym(module, TANDEM_MAKE_ENGINE_SYMBOL));
    if (make == nullptr) {
        throw Error(ErrorCode::Internal, file.string() + " is not an engine of this program.");
    }
    return std::unique_ptr<Engine>(make());
}

}  // namespace

std::vector<std::filesystem::path> engineModuleCandidates() {
    if (const char* chosen = std::getenv("TANDEM_ENGINE"); chosen != nullptr && *chosen != '\0') {
        return {absolutePath(chosen)};  // a bare name would send the loader to the system's folders
    }
    const std::filesystem::path folder = programFolder();
    return {folder / kModuleName, folder / "../lib" / kModuleName, folder / "../lib/tandem" / kModuleName};
}

std::unique_ptr<Engine> openEngine() {
    std::string places;
    for (const std::filesystem::path& file : engineModuleCandidates()) {
        if (isThere(file)) {
            return openModule(file);
        }
        places += (places.empty() ? "" : ", ") + file.lexically_normal().string();
    }
    throw Error(ErrorCode::NotFound,
                "The engine module was not found; set TANDEM_ENGINE to its file. Looked for it at " + places + ".");
}

}  // namespace tandem
