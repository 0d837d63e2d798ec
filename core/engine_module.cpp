#include "core/engine_module.h"

#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/program_folder.h"
#include "core/engines/built_engines.h"

#include <dlfcn.h>

#include <string>
#include <string_view>

namespace tandem {
namespace {

constexpr const char* kModuleName = "tandem_engine.so";
constexpr const char* kVariable = "TANDEM_ENGINE";

std::unique_ptr<Engine> openModule(const std::filesystem::path& file) {
    void* module = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) {
        const char* reason = ::dlerror();
        throw Error(ErrorCode::Internal,
                    "The engine " + file.string() + " cannot be loaded; run ./run doctor to see why.",
                    reason != nullptr ? reason : "");
    }
    const auto form = reinterpret_cast<TandemEngineForm>(::dlsym(module, TANDEM_ENGINE_FORM_SYMBOL));
    if (form == nullptr || std::string_view(form()) != engineForm()) {
        throw Error(ErrorCode::Unsupported,
                    "The engine " + file.string() +
                        " was built from other sources than this program; build it again with "
                        "tandem-cli engine build, or choose another with tandem-cli engine use.");
    }
    const auto make = reinterpret_cast<TandemMakeEngine>(::dlsym(module, TANDEM_MAKE_ENGINE_SYMBOL));
    if (make == nullptr) {
        throw Error(ErrorCode::Internal, file.string() + " is not an engine of this program.");
    }
    return std::unique_ptr<Engine>(make());
}

}  // namespace

std::optional<BuiltEngine> engineOfProcess() {
    if (!environmentValue(kVariable).empty()) {
        return std::nullopt;
    }
    // As it was when the program first asked: two LibTorchs in one process would take each other's libraries.
    static const auto chosen = chosenEngine();
    return chosen;
}

std::vector<std::filesystem::path> engineModuleCandidates() {
    if (const std::string named = environmentValue(kVariable); !named.empty()) {
        return {absolutePath(named)};  // a bare name would send the loader to the system's folders
    }
    if (const auto chosen = engineOfProcess()) {
        return {chosen->library};  // where it is gone, another one in its place would be slow without a word
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
                "The engine module was not found; set TANDEM_ENGINE to its file, or choose one with tandem-cli engine "
                "use. Looked for it at " +
                    places + ".");
}

}  // namespace tandem
