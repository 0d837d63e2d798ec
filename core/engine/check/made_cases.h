// Prepared cases that are made on the spot, a bright ball in noise, its place and size by a seed; and plans to train on
// them, for checks and tests.
//
// Thread-safe for different folders. Invariant: the voxels of a case depend on its id and its MadeCase alone, on every
// machine.
#pragma once

#include "core/engine.h"
#include "core/study/split.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace tandem {

struct MadeCase {
    Index3 size{32, 32, 32};
    int channels = 1;
    int classes = 2;  ///< with three, the ball has a core
    bool hasLabel = true;
};

/// Writes a case below folder. Throws Error (Io).
PreparedReference makeCase(const std::filesystem::path& folder, std::int64_t id, const MadeCase& made = {});

/// The case as a split hands it out that has it in that role.
template <SplitRole R>
[[nodiscard]] CaseFor<R> caseFor(const PreparedReference& reference) {
    const Split split({{reference.caseId, reference.caseName, R}});
    return split.casesFor<R>().front().prepared(reference);
}

/// Quick to train: patch 16, 2 filters, on the CPU in float32, without validation.
[[nodiscard]] TrainingSettings quickSettings(Method method);

/// Three labelled and three unlabelled cases, and so many for validation, below folder; checkpoints in folder/run.
[[nodiscard]] TrainingPlan makePlan(const std::filesystem::path& folder, const TrainingSettings& settings,
                                    int validationCases = 0, const MadeCase& made = {});

}  // namespace tandem
