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
#include <string>
#include <vector>

namespace tandem {

class Project;

/// What predicting takes. A case that has more maps of the checkpoint than are asked for gets as many again, as they
/// would contradict the new ones or be lost.
struct PredictionEstimate {
    MemoryEstimate memory;             ///< of the case that needs most
    std::uint64_t diskBytes = 0;       ///< of all maps, at most
    std::optional<double> seconds;     ///< absent where the run did too little on this device to tell
    std::vector<std::string> notices;  ///< on the run's split, and on how cases were prepared, naming the case
};

struct PredictionRequest {
    std::int64_t runId = 0;
    std::optional<CheckpointKind> checkpoint;  ///< absent: best where there is one, else last
    std::vector<std::int64_t> caseIds;
    PredictionSettings settings;
    /// Both on the working thread; both may be empty.
    std::function<void(std::int64_t caseId)> caseDone;         ///< after each case that was kept
    std::function<void(const PredictionEstimate&)> estimated;  ///< once, when the cases are prepared
};

/// Prepares the cases if need be, then one after the other; those done stay when it stops or fails. Refuses before the
/// first what surely fits neither memory nor disk. Throws Error naming the case.
[[nodiscard]] std::vector<PredictionRecord> predictCases(const Project& project, const Engine& engine,
                                                         const PredictionRequest& request, const Progress& progress,
                                                         const std::stop_token& stop);

}  // namespace tandem
