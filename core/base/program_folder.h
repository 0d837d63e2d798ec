// Where the running program's file lies, beside which its other files are. Thread-safe.
#pragma once

#include <filesystem>
#include <string>

namespace tandem {

/// Empty where the system does not tell.
[[nodiscard]] std::filesystem::path programFolder();

/// A program of ours that this one starts: the file that the environment variable names, else the one beside this
/// program or in ../lib/tandem. Throws Error (NotFound).
[[nodiscard]] std::filesystem::path findProgram(const std::string& name, const char* variable);

}  // namespace tandem
