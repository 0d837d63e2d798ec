// Questions to the file system and changes of it whose failure is an Error: what std::filesystem throws by itself would
// cross folders.
//
// Thread-safe. Invariant: a sentence names the path.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

/// Absolute, links and dots as they are: the system resolves them. Throws Error (Io) where the folder that the program
/// runs in is gone.
[[nodiscard]] std::filesystem::path absolutePath(const std::filesystem::path& path);
/// Absolute and without dots, as paths are compared and kept. Throws as absolutePath().
[[nodiscard]] std::filesystem::path normalPath(const std::filesystem::path& path);
/// With what links lead to, as far as it is there. Throws Error (Io).
[[nodiscard]] std::filesystem::path realPath(const std::filesystem::path& path);

/// What may not be looked at, or has a name that no file can have, is not there.
[[nodiscard]] bool isThere(const std::filesystem::path& path) noexcept;
[[nodiscard]] bool isFolder(const std::filesystem::path& path) noexcept;
[[nodiscard]] bool isFile(const std::filesystem::path& path) noexcept;

/// Sorted; empty where there is no such folder. Throws Error (Io) where it cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> entriesOf(const std::filesystem::path& folder);

/// Throws Error (Io).
[[nodiscard]] std::uint64_t fileBytes(const std::filesystem::path& file);
/// That this user can still write where the folder lies. Throws Error (Io).
[[nodiscard]] std::uint64_t freeBytes(const std::filesystem::path& folder);

/// With its parents; there may be one already. Throws Error (Io).
void makeFolder(const std::filesystem::path& folder);
/// With all that is in it; there need be none. Throws Error (Io).
void removeFolder(const std::filesystem::path& folder);
/// The same file under another name, where the file system can, else a copy, which appears whole or not at all. For
/// files that are replaced and never changed. Throws Error (Io).
void shareFile(const std::filesystem::path& source, const std::filesystem::path& target);
/// The copy appears whole or not at all. Throws Error (Io).
void copyAtomically(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace tandem
