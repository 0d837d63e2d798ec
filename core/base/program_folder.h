// Where the running program's file lies, beside which its other files are. Thread-safe.
#pragma once

#include <filesystem>

namespace tandem {

/// Empty where the system does not tell.
[[nodiscard]] std::filesystem::path programFolder();

}  // namespace tandem
