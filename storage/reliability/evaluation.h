// How a run's predictions compare with the labels of its cases: per case and on average, as CSV and JSON.
#pragma once

#include "core/base/progress.h"
#include "core/metrics/calibration.h"
#include "core/metrics/case_metrics.h"
#include "core/reliability/predicted_dice.h"
#include "core/settings/evaluation_settings.h"
#include "storage/prediction/prediction_weights.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class PredictionReading;
class Project;
struct CaseRecord;
struct LabelScheme;

/// How far the trust that is on record for the weights holds on a case.
struct TrustEvaluation {
    bool isCalibrated = false;
    PredictedDice dice;        ///< mean over the structures
    ReliabilityReport voxels;  ///< trust as confidence, and what it lacks as uncertainty
};

struct CaseEvaluation {
    std::int64_t caseId = 0;
    std::string caseName;
    Weights weights;                       ///< that predicted it
    std::vector<ClassMetrics> classes;     ///< 1..C-1; with the diagonal where the settings say so
    std::optional<TrustEvaluation> trust;  ///< where the prediction has all maps
    std::int64_t unknownVoxels = 0;        ///< of the label; they are not judged
};

struct MeanMetrics {
    int classIndex = 0;
    std::optional<double> dice;  ///< absent without cases
    std::optional<double> jaccard;
    std::optional<double> hd95Mm;  ///< over the cases in which it is defined
    std::optional<double> asdMm;
    std::optional<double> assdMm;
    int cases = 0;                 ///< in the mean of the overlaps
    int casesWithDistance = 0;     ///< in the means of the distances
    int casesWithoutDistance = 0;  ///< left out of the distances: exactly one of the masks is empty
    int failures = 0;              ///< cases in which exactly one of the masks is empty, left out or not
    int absent = 0;                ///< cases in which both are empty, left out or not
};

struct Evaluation {
    std::int64_t runId = 0;
    std::string on;  ///< the role, or "chosen cases"
    EvaluationSettings settings;
    std::vector<std::string> classNames;
    std::vector<CaseEvaluation> cases;
    std::vector<MeanMetrics> means;    ///< 1..C-1
    std::vector<std::string> notices;  ///< on the run's split (storage/cases/leak_notices.h), and on who is left out
};

struct EvaluationRequest {
    std::int64_t runId = 0;
    Weights weights;  ///< whose predictions: storage/prediction/prediction_weights.h
    std::string on;   ///< the role, or "chosen cases"
    std::vector<std::int64_t> caseIds;
    EvaluationSettings settings;
};

/// On the grids of the cases' own images. A case whose label is a prediction of the run that was accepted as it was is
/// left out. Throws Error (NotFound) when a case has no prediction by the weights,
/// (InvalidInput) when one has no label, or its prediction not the label that the settings name, or no case is left.
[[nodiscard]] Evaluation evaluateRun(const Project& project, const EvaluationRequest& request, const Progress& progress,
                                     const std::stop_token& stop);

/// One prediction with the label of its case; predicted: of the label that the settings name. Throws Error
/// (InvalidInput) when the case has no label.
[[nodiscard]] CaseEvaluation evaluatePrediction(const Project& project, const LabelScheme& scheme,
                                                const CaseRecord& record, PredictionReading& predicted,
                                                const EvaluationSettings& settings, const std::stop_token& stop);

/// The ids of the cases of which something is said of trust.
[[nodiscard]] std::vector<std::int64_t> trustedCases(const Evaluation& evaluation);

/// Over the cases, for the classes 1..C-1; empty without cases.
[[nodiscard]] std::vector<MeanMetrics> meansOf(const std::vector<CaseEvaluation>& cases,
                                               const EvaluationSettings& settings);

/// The notices, and a sentence for each structure of which cases are not in a mean, or stand in it with a value that
/// was set.
[[nodiscard]] std::vector<std::string> remarksOn(const Evaluation& evaluation);

/// That predicted all of the cases; nothing when they differ.
[[nodiscard]] std::optional<Weights> commonWeights(const Evaluation& evaluation);

/// A line per case and class, then the means; empty fields where a distance is not defined.
[[nodiscard]] std::string evaluationCsv(const Evaluation& evaluation);
[[nodiscard]] nlohmann::ordered_json evaluationJson(const Evaluation& evaluation);

}  // namespace tandem
