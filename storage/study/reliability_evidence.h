// What the validation cases say about a run's reliability: error against reliability, calibration, risk-coverage, and
// whether the ranking of other cases can be trusted.
//
// For the thread of the Project; reads volumes, so it belongs into a job. Invariant: only validation cases of the
// run's split count, and only predictions with all maps.
#pragma once

#include "core/base/progress.h"
#include "core/metrics/calibration.h"
#include "storage/study/ranking_trust.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct Weights;

struct EvidenceCase {
    std::int64_t caseId = 0;
    std::string caseName;
    double reliability = 0;
    double dice = 0;              ///< mean over the structures
    std::optional<double> auroc;  ///< of uncertainty for errors near the boundary, or in the whole volume without one
};

struct ReliabilityEvidence {
    std::vector<EvidenceCase> cases;
    int validationCases = 0;                         ///< of the split, predicted or not
    std::optional<ReliabilityMetrics> wholeVolume;   ///< absent without cases
    std::optional<ReliabilityMetrics> nearBoundary;  ///< within 5 mm of the reference's surface
    TrustVerdict verdict;
};

/// From the predictions of the validation cases by these weights. Throws Error (NotFound when the run is not there, or
/// a file of a prediction or label; Cancelled).
[[nodiscard]] ReliabilityEvidence measureEvidence(const Project& project, std::int64_t runId, const Weights& weights,
                                                  const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
