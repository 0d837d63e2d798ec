// How far each predicted case can be trusted, as numbers that cases are ranked by, kept with the prediction.
//
// For the thread of the Project; scoring reads volumes, so it belongs into a job. Invariant: a score is current only if
// it was made by the trust that is on record for its weights; older ones are made again, never shown as if they were.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/predicted_dice.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct PredictionRecord;
struct RunTrust;
struct Weights;

/// Of the label of decoder A.
struct TrustScore {
    PredictedDice dice;          ///< without an interval where trust is not calibrated
    double expectedDice = 0;     ///< by which cases are ranked: before the correction, which may end at 1 for many
    double meanUncertainty = 0;  ///< see CaseScores
    double agreement = 0;        ///< Dice of the two decoders

    [[nodiscard]] bool isCalibrated() const noexcept { return dice.low.has_value(); }
    bool operator==(const TrustScore&) const = default;
};

/// Nothing where the prediction was not scored by this trust.
[[nodiscard]] std::optional<TrustScore> trustScoreOf(const PredictionRecord& prediction, const RunTrust& trust);

/// Scores the predictions with all maps by these weights that have no current score. Throws Error (NotFound, Corrupt,
/// Cancelled; what was scored until then stays).
void scorePredictions(const Project& project, std::int64_t runId, const Weights& weights, const Progress& progress,
                      const std::stop_token& stop);

struct RankedCase {
    std::int64_t caseId = 0;
    std::string caseName;
    TrustScore score;
};

/// By predicted Dice, the least first: to be looked at next. Scores what has no current score. Throws Error (NotFound
/// when a case has no prediction by the weights, or not all maps).
[[nodiscard]] std::vector<RankedCase> rankCases(const Project& project, std::int64_t runId, const Weights& weights,
                                                const std::vector<std::int64_t>& caseIds, const Progress& progress,
                                                const std::stop_token& stop);

}  // namespace tandem
