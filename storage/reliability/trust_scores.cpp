#include "storage/reliability/trust_scores.h"

#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace tandem {
namespace {

// Names of scores in the database.
constexpr const char* kDice = "predicted-dice";
constexpr const char* kExpected = "expected-dice";
constexpr const char* kLow = "predicted-dice-low";
constexpr const char* kHigh = "predicted-dice-high";
constexpr const char* kUncertainty = "uncertain-part";
constexpr const char* kAgreement = "agreement";
constexpr const char* kTrust = "trust-record";  ///< by which trust, as RunTrust::scoringId

std::map<std::string, double> namedScores(const TrustedPrediction& trusted, const RunTrust& trust) {
    std::map<std::string, double> scores{{kDice, trusted.dice.value},
                                         {kExpected, trusted.expectedDice},
                                         {kUncertainty, trusted.scores.meanUncertainty},
                                         {kAgreement, trusted.scores.agreement},
                                         {kTrust, static_cast<double>(trust.scoringId)}};
    if (trusted.dice.low && trusted.dice.high) {
        scores[kLow] = *trusted.dice.low;
        scores[kHigh] = *trusted.dice.high;
    }
    return scores;
}

void score(const Project& project, const std::vector<PredictionRecord>& predictions, const RunTrust& trust,
           const Progress& progress, const std::stop_token& stop) {
    double done = 0;
    for (const PredictionRecord& one : predictions) {
        throwIfStopped(stop);
        progress(done++ / static_cast<double>(predictions.size()), project.cases().get(one.caseId).name);
        project.predictions().setScores(
            one.id, namedScores(trustPrediction(project, one, Decoder::A, trust.fitted, stop), trust));
    }
    progress(1, "scored");
}

}  // namespace

std::optional<TrustScore> trustScoreOf(const PredictionRecord& prediction, const RunTrust& trust) {
    const auto value = [&](const char* name) {
        const auto found = prediction.scores.find(name);
        return found == prediction.scores.end() ? std::nullopt : std::optional(found->second);
    };
    const auto by = value(kTrust);
    const auto dice = value(kDice);
    if (!by || !dice || *by != static_cast<double>(trust.scoringId)) {
        return std::nullopt;
    }
    return TrustScore{.dice = {.value = *dice, .low = value(kLow), .high = value(kHigh)},
                      .expectedDice = value(kExpected).value_or(*dice),
                      .meanUncertainty = value(kUncertainty).value_or(0),
                      .agreement = value(kAgreement).value_or(0)};
}

void scorePredictions(const Project& project, std::int64_t runId, const Weights& weights, const Progress& progress,
                      const std::stop_token& stop) {
    const RunTrust trust = recordedTrust(project, runId, weights.hash);
    std::vector<PredictionRecord> missing;
    for (const PredictionRecord& one : project.predictions().list(runId)) {
        if (one.checkpointHash == weights.hash && hasAllMaps(one) && !trustScoreOf(one, trust)) {
            missing.push_back(one);
        }
    }
    score(project, missing, trust, progress, stop);
}

std::vector<RankedCase> rankCases(const Project& project, std::int64_t runId, const Weights& weights,
                                  const std::vector<std::int64_t>& caseIds, const Progress& progress,
                                  const std::stop_token& stop) {
    const RunTrust trust = recordedTrust(project, runId, weights.hash);
    const auto predictionOf = [&](std::int64_t id) {
        const CaseRecord record = project.cases().get(id);
        PredictionRecord prediction = predictionBy(project, runId, weights, record);
        if (!hasAllMaps(prediction)) {
            throw Error(ErrorCode::NotFound, "The case " + record.name + " is not predicted with all maps by run " +
                                                 std::to_string(runId) + ", " + textOf(weights) +
                                                 "; predict it with all maps first.");
        }
        return prediction;
    };
    std::vector<PredictionRecord> missing;
    for (const std::int64_t id : caseIds) {
        if (const PredictionRecord prediction = predictionOf(id); !trustScoreOf(prediction, trust)) {
            missing.push_back(prediction);
        }
    }
    score(project, missing, trust, progress, stop);
    std::vector<RankedCase> ranked;
    for (const std::int64_t id : caseIds) {
        ranked.push_back({id, project.cases().get(id).name, trustScoreOf(predictionOf(id), trust).value()});
    }
    std::ranges::stable_sort(ranked, {}, [](const RankedCase& one) { return one.score.expectedDice; });
    return ranked;
}

}  // namespace tandem
