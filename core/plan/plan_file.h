// A training or a prediction as a folder that can be copied to another machine: all that tandem-worker needs.
//
// plan.json says what is to be done; cases/ holds prepared cases, run/ what a training writes, maps/ what a prediction
// writes, start/ what a training begins with. Every path in plan.json is relative to the folder. Not for two threads
// writing the same folder. Invariant: no path of a plan that was read leaves its folder, also through a link, and its
// roles come from a split.
#pragma once

#include "core/engine.h"

#include <filesystem>
#include <vector>

namespace tandem {

/// Cases to be segmented with one checkpoint.
struct PredictionPlan {
    std::filesystem::path checkpoint;
    PredictionSettings settings;
    std::vector<PreparedReference> cases;
    std::filesystem::path outputFolder;
};

/// Makes the folder a plan, plan.json last. Cases, checkpoint and weights that lie elsewhere are linked into it where
/// the file system can, else copied; plan.runFolder or plan.outputFolder becomes the folder's own. What run/ or maps/
/// hold already stays. Throws Error (Io, NotFound).
void writePlan(const std::filesystem::path& folder, const TrainingPlan& plan);
void writePlan(const std::filesystem::path& folder, const PredictionPlan& plan);

/// Throws Error (NotFound; InvalidInput in a sentence that names the file and the place in it; Unsupported for a plan
/// of a newer program). Opens no case.
/// Of a run that has begun already, resumeFrom is its own last checkpoint.
[[nodiscard]] TrainingPlan readTrainingPlan(const std::filesystem::path& folder);
[[nodiscard]] PredictionPlan readPredictionPlan(const std::filesystem::path& folder);

}  // namespace tandem
