#include "core/base/environment.h"

#include <cstdlib>

namespace tandem {

std::string environmentValue(const char* variable) {
    const char* const value = std::getenv(variable);
    return value == nullptr ? std::string() : std::string(value);
}

}  // namespace tandem
