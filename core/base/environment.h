// What the environment says. Thread-safe as long as nobody changes it.
#pragma once

#include <filesystem>
#include <string>

namespace tandem {

/// Empty as well where the variable is not set.
[[nodiscard]] std::string environmentValue(const char* variable);

/// The person's folder that the variable names (of the XDG base directories), else that below the home folder; empty
/// where neither is absolute: such a path would be another folder wherever a program runs.
[[nodiscard]] std::filesystem::path userFolder(const char* variable, const char* belowHome);

}  // namespace tandem
