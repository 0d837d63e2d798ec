// Predicts cases of a project with a run's checkpoint and keeps the maps in the project.
//
// For the thread of the Project.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"
#include "core/settings/prediction_settings.h"
#include "storage/db/result_records.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

class Project;

struct PredictionRequest {
    std::int64_t runId = 0;
    std::optional<CheckpointKind> checkpoint;  ///< absent: best where there is one, else last
    std::vector<std::int64_t> caseIds;
    PredictionSettings settings;
    std::function<void()> caseDone;  ///< after each case that was kept, on the working thread; may be empty
};

/// One case after the other; those done stay when it stops or fails. Throws Error naming the case.
[[nodiscard]] std::vector<PredictionRecord> predictCases(const Project& project, const Engine& engine,
                                                         const PredictionRequest& request, const Progress& progress,
                                                         const std::stop_token& stop);

/// The checkpoint that a request means. Throws Error (NotFound) when the run has none yet.
[[nodiscard]] CheckpointRecord chosenCheckpoint(const Project& project, std::int64_t runId,
                                                const std::optional<CheckpointKind>& kind);

}  // namespace tandem
