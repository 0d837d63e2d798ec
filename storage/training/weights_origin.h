// Whose weights a file holds, so that a run which begins with them belongs to the chain of that run (train_on.h).
//
// For the thread of the Project. Invariant: a file is known by its bytes, wherever it lies, and goes on being known
// when its run is removed; weights of another project, and of a checkpoint that was replaced before anybody exported
// it, are of nobody.
#pragma once

#include "core/base/progress.h"
#include "core/study/chained_split.h"
#include "storage/db/run_ancestor.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

class Engine;
class Project;
struct CheckpointRecord;
struct RunRecord;

/// As a run has it that begins with the run's checkpoint.
[[nodiscard]] RunAncestor ancestorBy(const RunRecord& run, const CheckpointRecord& checkpoint);

/// The run and those that it goes on from itself, the nearest first.
[[nodiscard]] std::vector<RunAncestor> chainOf(const Project& project, const RunAncestor& run);

/// Keeps that the file, which was written for use outside, holds the weights of the checkpoint, and which runs that one
/// goes on from. Does nothing in a project that is only looked at. Throws Error (Io).
void recordWeights(const Project& project, const RunAncestor& from, const std::filesystem::path& file);

/// Keeps the same of weights that a run was given and whose chain was found, so that they are known when it is gone.
void keepWeightsOrigin(const Project& project, const std::vector<RunAncestor>& chain, const std::string& hash);

/// The chain of the runs that have learnt what is in the weights, the nearest first; empty where nobody knows. By what
/// was exported and recorded, by what other runs began with, and else by exporting the checkpoints that there are,
/// which takes its time and reports to progress. Throws Error (NotFound, Io, Cancelled; what exporting throws for a
/// checkpoint that is there and whole).
[[nodiscard]] std::vector<RunAncestor> originOfWeights(const Project& project, const Engine& engine,
                                                       const std::filesystem::path& weights, const Progress& progress,
                                                       const std::stop_token& stop);

/// Of cases that a run is to learn from which goes on from the chain: those that judged one of it. Whatever is gone of
/// its runs, their splits are there.
[[nodiscard]] std::vector<JudgingLeak> leaksOfGoingOn(const Project& project, const std::vector<RunAncestor>& chain,
                                                      const std::vector<SplitCandidate>& coming);

}  // namespace tandem
