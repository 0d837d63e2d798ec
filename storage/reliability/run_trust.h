// How far the labels of a run's checkpoint can be trusted: measured on its validation cases, kept beside it.
//
// For the thread of the Project; measuring reads volumes, so it belongs into a job. Invariant: trust is fitted on
// validation cases of the run's split alone; other cases are only judged.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/trust_evidence.h"
#include "storage/db/result_records.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct Weights;

struct RunTrust {
    FittedTrust fitted;                   ///< uncalibrated until it was measured
    std::string measuredAt;               ///< ISO 8601, UTC; empty until it was measured
    int validationCases = 0;              ///< of the split
    std::vector<std::int64_t> toPredict;  ///< of them, those without all maps by these weights
    std::vector<TrustCase> cases;         ///< that it was measured on
    /// Whether other predictions or labels of validation cases are there by now, or that it was measured by an
    /// older program, so that it is to be measured again.
    bool isOutdated = false;
    /// By which scores of cases know their trust: 0 for one that is not calibrated, as all such are the same.
    std::int64_t scoringId = 0;

    [[nodiscard]] bool isMeasured() const noexcept { return !measuredAt.empty(); }
    /// Of the validation cases, with all maps.
    [[nodiscard]] bool isAnyPredicted() const noexcept { return validationCases > static_cast<int>(toPredict.size()); }
    /// Measured, but not as this program would.
    [[nodiscard]] bool isOfOlderProgram() const noexcept { return isMeasured() && fitted.version < kTrustVersion; }
};

/// Why trust is not calibrated.
struct Uncalibrated {
    enum class Reason {
        NoValidationCases,
        TooFewInSplit,    ///< validation cases
        TooFewPredicted,  ///< of them, with all maps
        NotMeasured,      ///< on the cases that are predicted
        NotBetter         ///< than the best of the maps by itself
    };
    Reason reason = Reason::NotMeasured;
    int validationCases = 0;  ///< of the split
    int predictedCases = 0;   ///< of them, with all maps

    bool operator==(const Uncalibrated&) const = default;
};
/// Nothing where it is.
[[nodiscard]] std::optional<Uncalibrated> whyUncalibrated(const RunTrust& trust);

/// As it is on record; a record that cannot be read is none. Throws Error (NotFound when
/// there is no such run).
[[nodiscard]] RunTrust recordedTrust(const Project& project, std::int64_t runId, const std::string& checkpointHash,
                                     Decoder label = Decoder::A);

/// Fits and judges anew on the validation cases that are predicted with all maps, and keeps the result in the project's
/// database and as runs/NNNN/trust-HASH-LABEL.json. Without such cases nothing is kept. Throws Error (NotFound,
/// Corrupt, Io, Cancelled).
RunTrust measureTrust(const Project& project, std::int64_t runId, const Weights& weights, Decoder label,
                      const Progress& progress, const std::stop_token& stop);

/// Cases by which a run's trust is judged, and sentences on those that do not judge it, and why.
struct JudgingCases {
    std::vector<std::int64_t> caseIds;
    std::vector<std::string> leftOut;
};
/// Without the cases that trust was fitted on, and those whose label is the run's own prediction.
[[nodiscard]] JudgingCases casesThatJudge(const Project& project, std::int64_t runId, const RunTrust& trust,
                                          const std::vector<std::int64_t>& caseIds);

/// One sentence on those of the cases that trust was fitted on, where something is said of it on them; none without
/// such cases.
[[nodiscard]] std::vector<std::string> fittedOnNotice(const Project& project, const RunTrust& trust,
                                                      const std::vector<std::int64_t>& caseIds);

/// Judges the recorded trust on other cases with labels, such as those of the test; nothing is fitted or kept. Cases
/// must be predicted with all maps, and judge (casesThatJudge()). Throws Error (NotFound naming a case that is not,
/// InvalidInput naming one without label, Cancelled).
[[nodiscard]] TrustEvidence judgeTrust(const Project& project, std::int64_t runId, const Weights& weights,
                                       Decoder label, const std::vector<std::int64_t>& caseIds,
                                       const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
