#include "core/base/environment.h"

#include <cstdlib>

namespace tandem {

std::string environmentValue(const char* variable) {
    const char* const value = std::getenv(variable);
    return value == nullptr ? std::string() : std::string(value);
}

std::filesystem::path userFolder(const char* variable, const char* belowHome) {
    if (std::filesystem::path given = environmentValue(variable); given.is_absolute()) {
        return given;
    }
    const std::filesystem::path home = environmentValue("HOME");
    return home.is_absolute() ? home / belowHome : std::filesystem::path();
}

}  // namespace tandem
