#include "core/openmp_waiting.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace tandem {
namespace {

constexpr int kKeep = 0;  // what is set already

bool isSet(const char* variable) {
    return std::getenv(variable) != nullptr;
}

bool isGnuRuntimeLoaded() {
    return ::dlopen("libgomp.so.1", RTLD_LAZY | RTLD_NOLOAD) != nullptr;
}

}  // namespace

void waitWithShortSpin(char** arguments) {
    if (isSet("OMP_WAIT_POLICY")) {
        return;
    }
    ::setenv("KMP_BLOCKTIME", kOpenmpBlockTime, kKeep);
    if (isSet("GOMP_SPINCOUNT")) {
        return;
    }
    ::setenv("GOMP_SPINCOUNT", std::to_string(kOpenmpSpins).c_str(), kKeep);
    if (isGnuRuntimeLoaded()) {
        std::error_code failure;
        const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
        const bool isStartedByLoader = program.filename().string().starts_with("ld-");
        if (!failure && !isStartedByLoader) {
            ::execv(program.c_str(), arguments);  // comes back only when it fails; then the threads spin as ever
        }
    }
}

}  // namespace tandem
