// Learning what to trust in a run, in one step: its validation cases are predicted with all maps and compared with
// their labels.
//
// For the thread of the Project; predicts, so it belongs into a job. Invariant: what was done until it stops or fails
// stays, and is not done again the next time; nothing is done that has been done already.
#pragma once

#include "core/maps/map_name.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/run_trust.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace tandem {

class Engine;

struct TrustRequest {
    std::int64_t runId = 0;
    Weights weights;
    Decoder label = Decoder::A;
    bool isToPredict = true;  ///< without it, what is predicted already is to do
    bool isToScore = false;   ///< whether the run's predictions shall be scored by trust in the label of A
    std::function<void(std::int64_t caseId)> caseDone;  ///< as in PredictionRequest
};

enum class TrustStep { Predicting, Measuring, Scoring };
/// Makes the progress of a step, when the step begins.
using TrustProgress = std::function<Progress(TrustStep)>;
/// The steps that are asked for as parts of one progress.
[[nodiscard]] TrustProgress stepsOf(const TrustRequest& request, const Progress& whole);

/// Predicts the validation cases of which maps are missing, fits and judges trust on all of them, and scores the run's
/// predictions by it, each where that is asked for. Without validation cases nothing is to be learnt. engine: asked for
/// only where something is to be predicted; else it may be empty. Throws Error (NotFound where weights that the run has
/// trained beyond have not predicted the cases; as predictCases() and measureTrust()).
RunTrust learnTrust(const Project& project, const std::function<const Engine&()>& engine, const TrustRequest& request,
                    const TrustProgress& progress, const std::stop_token& stop);

/// What the predictions that are missing for it take on disk at most.
[[nodiscard]] std::uint64_t bytesToLearnTrust(const Project& project, const RunTrust& trust);

}  // namespace tandem
