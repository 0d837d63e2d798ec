// What the checkpoints of a run are called, and which of them go: last-000120.ckpt holds the state after iteration 120,
// best-000080.ckpt what was best on validation cases.
//
// No checkpoint takes another's place. A new one is written under a name of its own and told of, and only when whoever
// is told has it on record do those before it go. Thread-safe for different folders. Invariant: a folder that has had a
// checkpoint of a kind has a whole one, also after a crash.
#pragma once

#include "core/engine.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace tandem {

/// A name that no file of the folder has. Throws Error (Io).
[[nodiscard]] std::filesystem::path freeCheckpointFile(const std::filesystem::path& folder, CheckpointKind kind,
                                                       std::int64_t iteration);

/// The newest first; last are last.ckpt and best.ckpt, as earlier programs called them. Throws Error (Io).
[[nodiscard]] std::vector<std::filesystem::path> checkpointFiles(const std::filesystem::path& folder,
                                                                 CheckpointKind kind);
[[nodiscard]] std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& folder,
                                                                    CheckpointKind kind);

/// All of the kind but the one, which may be empty. What cannot be removed takes room, and no more.
void removeOtherCheckpoints(const std::filesystem::path& folder, CheckpointKind kind,
                            const std::filesystem::path& kept) noexcept;

}  // namespace tandem
