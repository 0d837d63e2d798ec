// Whether a prediction's confidence and uncertainty can be believed, measured voxel by voxel against the reference.
//
// Calibration: Guo et al., On calibration of modern neural networks, ICML 2017. Error detection: the area under the ROC
// curve of the uncertainty as a test for "this voxel is wrong". Risk-coverage: Geifman and El-Yaniv, Selective
// classification for deep neural networks, NeurIPS 2017. Exact: the uncertainties of right and of wrong voxels are
// sorted apart and merged, 4 bytes and O(log n) steps per voxel. Voxels whose class the reference does not know are not
// judged, and a structure has no boundary where it meets them. Thread-safe.
// Invariant: no value is ever NaN; a value that is not defined is absent.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tandem {

/// Voxels whose confidence lies in one interval.
struct CalibrationBin {
    std::int64_t voxels = 0;
    double meanConfidence = 0;  ///< 0 without voxels
    double accuracy = 0;        ///< fraction of right voxels; 0 without voxels

    bool operator==(const CalibrationBin&) const = default;
};

/// The error rate among the least uncertain voxels.
struct RiskCoveragePoint {
    double coverage = 0;  ///< fraction of the voxels that are kept, the least uncertain first
    double risk = 0;      ///< fraction of wrong voxels among them

    bool operator==(const RiskCoveragePoint&) const = default;
};

struct ReliabilityMetrics {
    std::int64_t voxels = 0;
    std::int64_t wrongVoxels = 0;
    double expectedCalibrationError = 0;  ///< sum over bins of (voxels/all) |accuracy - meanConfidence|
    std::vector<CalibrationBin> bins;     ///< equal intervals (low, high] of 0..1, in ascending order
    /// Chance that a wrong voxel is more uncertain than a right one, ties counting half; absent unless there are both.
    std::optional<double> errorDetectionAuroc;
    /// At most 100 points up to coverage 1. Equally uncertain voxels are taken in random order, on average.
    std::vector<RiskCoveragePoint> riskCoverage;
    double riskCoverageArea = 0;  ///< AURC: mean risk over the coverages 1/n, 2/n, ..., 1; lower is better
};

struct ReliabilityOptions {
    int bins = 15;      ///< of the calibration error
    double bandMm = 5;  ///< half width of the band around the reference's boundary
};

struct ReliabilityReport {
    ReliabilityMetrics wholeVolume;
    /// Voxels at most bandMm away from the surface of a reference structure; absent where the reference has none.
    std::optional<ReliabilityMetrics> boundaryBand;
};

/// confidence: probability of the predicted class, 0..1. uncertainty: any finite measure that grows with doubt. All on
/// one grid. Throws Error (InvalidInput) when the grids differ, a value is out of range or not finite, or the reference
/// knows no voxel.
[[nodiscard]] ReliabilityReport measureReliability(const LabelVolume& prediction, const LabelVolume& reference,
                                                   const ImageVolume& confidence, const ImageVolume& uncertainty,
                                                   const ReliabilityOptions& options = {});

}  // namespace tandem
