// What the environment says. Thread-safe as long as nobody changes it.
#pragma once

#include <string>

namespace tandem {

/// Empty as well where the variable is not set.
[[nodiscard]] std::string environmentValue(const char* variable);

}  // namespace tandem
