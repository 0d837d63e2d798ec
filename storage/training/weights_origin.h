// Whose weights a file holds, so that a run which begins with them belongs to the chain of that run (train_on.h).
//
// For the thread of the Project. Invariant: a file is known by its bytes, wherever it lies; weights of another project,
// or of a checkpoint that was replaced before anybody exported it, are of nobody.
#pragma once

#include "core/study/chained_split.h"
#include "storage/db/run_ancestor.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace tandem {

class Engine;
class Project;
struct CheckpointRecord;
struct RunRecord;

/// As a run has it that begins with the run's checkpoint.
[[nodiscard]] RunAncestor ancestorBy(const RunRecord& run, const CheckpointRecord& checkpoint);

/// Keeps that the file, which was written for use outside, holds the weights of the checkpoint. Does nothing in a
/// project that is only looked at. Throws Error (Io).
void recordWeights(const Project& project, const RunAncestor& from, const std::filesystem::path& file);

/// By what was exported and recorded, by what other runs began with, and else by exporting the checkpoints that there
/// are. Throws Error (NotFound, Io).
[[nodiscard]] std::optional<RunAncestor> originOfWeights(const Project& project, const Engine& engine,
                                                         const std::filesystem::path& weights);

/// Of cases that a run is to learn from which goes on from another one: those that judged that one, or one before it.
/// splitId: of the run that is gone on from; it may be gone itself.
[[nodiscard]] std::vector<JudgingLeak> leaksOfGoingOn(const Project& project, std::int64_t runId,
                                                      const std::optional<std::int64_t>& splitId,
                                                      const std::vector<SplitCandidate>& coming);

}  // namespace tandem
