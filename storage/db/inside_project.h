// The one guard of every path that a project keeps for its own files: a project can come from a stranger, and what it
// names is read, replaced and deleted.
//
// Thread-safe. Invariant: a path that was let through leads to nothing outside of the project's folder, and to nothing
// but files and folders. The sources of cases lie where they are and are only read; they do not pass here.
#pragma once

#include <filesystem>

namespace tandem {

/// path: from the project's folder, or absolute. Absolute; it need not exist. Throws Error (Corrupt) for what lies
/// elsewhere, goes up, passes a link on its way below the folder, or is a device or a pipe.
[[nodiscard]] std::filesystem::path insideProject(const std::filesystem::path& projectFolder,
                                                  const std::filesystem::path& path);

}  // namespace tandem
