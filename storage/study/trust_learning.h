// Learning what to trust in a run, in one step: its validation cases are predicted with all maps and compared with
// their labels.
//
// For the thread of the Project; predicts, so it belongs into a job. Invariant: what was done until it stops or fails
// stays, and is not done again the next time.
#pragma once

#include "storage/study/run_trust.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace tandem {

class Engine;

/// By the run's present weights. Predicts the validation cases of which maps are missing, fits and judges trust on all
/// of them, and scores the run's predictions by it. caseDone: as in PredictionRequest. Throws Error (NotFound without
/// a checkpoint; as predictCases() and measureTrust()).
RunTrust learnTrust(const Project& project, const Engine& engine, std::int64_t runId,
                    const std::function<void()>& caseDone, const Progress& progress, const std::stop_token& stop);

/// What the predictions that are missing for it take on disk at most.
[[nodiscard]] std::uint64_t bytesToLearnTrust(const Project& project, const RunTrust& trust);

}  // namespace tandem
