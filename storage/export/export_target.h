// Where results may be written: outside of the project, or in its folder for exports.
//
// For the thread of the Project. Invariant: nothing is written here.
#pragma once

#include <filesystem>

namespace tandem {

class Project;

/// target: with what links lead to (realPath()). Throws Error (Conflict) when it lies among the files that the project
/// itself keeps.
void requireForExports(const Project& project, const std::filesystem::path& target);

}  // namespace tandem
