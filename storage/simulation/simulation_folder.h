// The folder of a simulation: that it is one, that nobody else works in it, what it takes, and its removal.
//
// Thread-safe for different folders. Invariant: nothing is deleted but what a simulation has written there, and no link
// is followed: the folder may come from a stranger.
#pragma once

#include "core/base/file_lock.h"

#include <cstdint>
#include <filesystem>

namespace tandem {

/// A simulation writes over its files, so they must be its own. Throws Error (Conflict where the folder has something
/// else in it; Io).
void requireOwnFolder(const std::filesystem::path& folder);

/// While it is held nobody else simulates there, or removes it. Throws Error (Conflict where somebody does; Corrupt;
/// Io).
[[nodiscard]] FileLock lockSimulation(const std::filesystem::path& folder);

/// All that is in the folder; 0 where there is none.
[[nodiscard]] std::uint64_t simulationBytes(const std::filesystem::path& folder);

/// What the simulation has written, and the folder where nothing else is left in it. Throws Error (NotFound where there
/// is no simulation; Conflict where somebody works on it; Corrupt where a link is in its place; Io).
void removeSimulation(const std::filesystem::path& folder);

}  // namespace tandem
