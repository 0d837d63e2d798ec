// What validation cases say of trust: the fitted model, and how well it and every single map find errors.
//
// Every case is judged by a model that was fitted on the others (leave-one-case-out), so that no case judges itself.
// Figures are means over the cases, with 95 % bootstrap intervals over cases (1000 draws with a fixed seed).
// Thread-safe; deterministic. Invariant: trust is called calibrated only where it found errors in whole volumes, of
// cases that it had not seen, at least as well as every single map.
#pragma once

#include "core/base/progress.h"
#include "core/metrics/calibration.h"
#include "core/reliability/bootstrap.h"
#include "core/reliability/case_judgement.h"
#include "core/reliability/case_voxels.h"
#include "core/reliability/predicted_dice.h"
#include "core/reliability/trust_model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// How a map, or trust itself, does as a detector of wrong voxels. What is not defined in any case is absent.
struct DetectorEvidence {
    std::string id;     ///< of detectors(): of trust, or of a map: "entropy-a", "weight-a", ...
    std::string title;  ///< for a person, in English
    std::optional<Spread> auroc;
    std::optional<Spread> aurocNear;  ///< within 5 mm of the surface of a reference structure
    std::optional<Spread> aupr;
    std::optional<Spread> auprNear;
    std::optional<Spread> aurc;
    std::optional<Spread> excessAurc;
    std::optional<Spread> ece;  ///< absent for what is no probability, such as a distance
    std::optional<Spread> adaptiveEce;

    [[nodiscard]] bool isTrust() const { return id == kTrustDetectorId; }
    /// Whether the map doubts right voxels more than wrong ones: an AUROC is below 0.45, and its interval below one
    /// half.
    [[nodiscard]] bool pointsTheWrongWay() const {
        const auto isWrong = [](const std::optional<Spread>& one) {
            constexpr double kNoticeable = 0.45;
            return one && one->value < kNoticeable && one->high < 0.5;
        };
        return isWrong(auroc) || isWrong(aurocNear);
    }
    bool operator==(const DetectorEvidence&) const = default;
};

struct CaseEvidence {
    std::int64_t caseId = 0;
    std::string caseName;
    double dice = 0;              ///< true, mean over the structures
    PredictedDice predicted;      ///< by a model and a correction that did not see the case
    double expected = 0;          ///< the same before its correction, by which cases are ranked: for all that a model
                                  ///< predicts the correction is one, for cases left out one by one it is not
    double expectedOfMean = 0;    ///< Dice that the mean probability expects of itself
    double meanUncertainty = 0;   ///< (H_A + H_B) / 2 over voxels that may be of a structure, as part of its greatest
    double agreement = 0;         ///< Dice of the two decoders' foregrounds
    std::optional<double> auroc;  ///< of trust
    std::optional<double> aurocNear;

    bool operator==(const CaseEvidence&) const = default;
};

/// A number by which cases could be ranked, against their Dice.
struct CaseScoreEvidence {
    std::string id;
    std::string title;
    std::optional<double> spearman;           ///< absent for fewer than three cases, or when either is the same for all
    std::optional<double> meanAbsoluteError;  ///< of what predicts Dice

    bool operator==(const CaseScoreEvidence&) const = default;
};

/// Error rate of a decoder's label where its teaching weight lies between.
struct WeightBin {
    double low = 0;
    double high = 0;
    double voxels = 0;
    double errorRate = 0;

    bool operator==(const WeightBin&) const = default;
};

/// Where the decoders disagree: is the one that is followed, as the more certain, right more often?
struct FollowedEvidence {
    double voxels = 0;
    double followedErrorRate = 0;
    double otherErrorRate = 0;

    bool operator==(const FollowedEvidence&) const = default;
};

/// Leaving the least trusted voxels undecided.
struct AbstentionPoint {
    double threshold = 0;              ///< trust under which a voxel is left undecided
    double foregroundLeft = 0;         ///< part of the voxels of the label's structures that is left undecided
    double voxelsLeft = 0;             ///< part of all voxels
    double errorsRemoved = 0;          ///< part of the wrong voxels among those
    double expectedErrorsRemoved = 0;  ///< what trust itself expects of it

    bool operator==(const AbstentionPoint&) const = default;
};

struct TrustEvidence {
    bool isCalibrated = false;
    std::vector<DetectorEvidence> detectors;  ///< by AUROC in the whole volume, the best first
    std::vector<CaseEvidence> cases;
    std::vector<CaseScoreEvidence> scores;
    std::optional<double> intervalCoverage;  ///< part of the cases whose Dice lies in their interval
    std::vector<WeightBin> weightBinsA;      ///< ten
    std::vector<WeightBin> weightBinsB;
    FollowedEvidence followed;
    std::vector<CalibrationBin> calibration;      ///< of trust: voxels of all cases
    std::vector<CalibrationBin> calibrationNear;  ///< within 5 mm
    std::vector<RiskCoveragePoint> riskCoverage;  ///< mean over the cases
    std::vector<RiskCoveragePoint> riskCoverageNear;
    std::vector<AbstentionPoint> abstention;  ///< at thresholds 0.01, 0.02, ... 0.99

    /// nullptr before anything was measured.
    [[nodiscard]] const DetectorEvidence* trust() const;
    bool operator==(const TrustEvidence&) const = default;
};

/// Of what is written by trustJson(); what an older one says is still read, and to be measured again.
inline constexpr int kTrustVersion = 2;

struct FittedTrust {
    int version = kTrustVersion;
    TrustModel model;
    DiceCorrection correction;
    TrustEvidence evidence;
};

/// Fewer validation cases do not beat the best single map: see tests/science/README.md.
inline constexpr int kLeastTrustCases = 4;

/// Fits and judges, each case by the others. Throws Error (Cancelled).
[[nodiscard]] FittedTrust fitAndJudge(std::span<const CaseVoxels> cases, int classes, const Progress& progress,
                                      const std::stop_token& stop);

/// What to trust here, and which maps point the wrong way, in English.
[[nodiscard]] std::vector<std::string> sentencesOf(const TrustEvidence& evidence);

/// Of the abstention of the evidence: what leaving out a part of the foreground removes, between the two thresholds
/// nearest to it. Absent without cases.
[[nodiscard]] std::optional<AbstentionPoint> abstentionAt(const TrustEvidence& evidence, double foregroundLeft);

/// Judges a model by cases that it was not fitted on. Throws Error (Cancelled).
[[nodiscard]] TrustEvidence judge(const TrustModel& model, const DiceCorrection& correction,
                                  std::span<const CaseVoxels> cases, const Progress& progress,
                                  const std::stop_token& stop);

}  // namespace tandem
