// How a run's predictions compare with the labels of its cases: per case and on average, as CSV and JSON.
#pragma once

#include "core/base/progress.h"
#include "core/metrics/calibration.h"
#include "core/metrics/case_metrics.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;
struct LabelScheme;
struct PredictionRecord;

struct CaseEvaluation {
    std::int64_t caseId = 0;
    std::string caseName;
    std::vector<ClassMetrics> classes;             ///< 1..C-1
    std::optional<ReliabilityReport> reliability;  ///< where the prediction has all maps
};

struct MeanMetrics {
    int classIndex = 0;
    double dice = 0;
    double jaccard = 0;
    std::optional<double> hd95Mm;  ///< over the cases in which it is defined
    std::optional<double> asdMm;
    std::optional<double> assdMm;
    int casesWithoutDistance = 0;  ///< left out of the distances: exactly one of the masks is empty
};

struct Evaluation {
    std::int64_t runId = 0;
    std::string on;  ///< the role, or "chosen cases"
    std::vector<std::string> classNames;
    std::vector<CaseEvaluation> cases;
    std::vector<MeanMetrics> means;  ///< 1..C-1
};

/// Throws Error (NotFound) when a case has no prediction of the run yet, (InvalidInput) when one has no label.
[[nodiscard]] Evaluation evaluateRun(const Project& project, std::int64_t runId, const std::string& on,
                                     const std::vector<std::int64_t>& caseIds, const Progress& progress,
                                     const std::stop_token& stop);

/// One prediction with the label of its case. Throws Error (InvalidInput) when the case has none.
[[nodiscard]] CaseEvaluation evaluatePrediction(const Project& project, const LabelScheme& scheme,
                                                const CaseRecord& record, const PredictionRecord& prediction,
                                                const std::stop_token& stop);

/// Over the cases, for the classes 1..C-1; empty without cases.
[[nodiscard]] std::vector<MeanMetrics> meansOf(const std::vector<CaseEvaluation>& cases);

/// A line per case and class, then the means; empty fields where a distance is not defined.
[[nodiscard]] std::string evaluationCsv(const Evaluation& evaluation);
[[nodiscard]] std::string evaluationJson(const Evaluation& evaluation);

}  // namespace tandem
