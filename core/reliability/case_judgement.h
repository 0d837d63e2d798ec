// What one case says of trust and of every map: the part of the evidence that is measured case by case.
//
// Thread-safe. Invariant: a figure that is not defined for the case is absent.
#pragma once

#include "core/reliability/case_voxels.h"
#include "core/reliability/error_detection.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tandem {

/// What may find wrong voxels: trust, the maps, and what stands in for trust where it is not calibrated.
struct Detector {
    std::string_view id;
    std::string_view title;
    bool isProbability;  ///< whether its doubt is meant as the probability of an error
};
inline constexpr std::size_t kDetectors = kTrustSignals + 2;
inline constexpr std::size_t kTrustDetector = 0;
inline constexpr std::string_view kTrustDetectorId = "trust";
/// Trust, then its stand-in, then the maps in the order of their signals.
[[nodiscard]] const std::array<Detector, kDetectors>& detectors();

struct DetectorJudgement {
    ErrorDetection whole;
    std::optional<ErrorDetection> near;  ///< absent without voxels near a boundary
};

/// trust: of every drawn voxel. In the order of detectors().
[[nodiscard]] std::array<DetectorJudgement, kDetectors> judgeDetectors(const CaseVoxels& voxels,
                                                                       const std::vector<float>& trust);

/// Of the drawn voxels near a boundary, or of all.
struct JudgedVoxels {
    std::vector<float> doubt;
    std::vector<std::uint8_t> isWrong;
    std::vector<float> weight;
};
[[nodiscard]] JudgedVoxels judgedVoxels(const CaseVoxels& voxels, const std::vector<float>& doubt, bool nearOnly);

/// 1 - trust.
[[nodiscard]] std::vector<float> doubtOf(const std::vector<float>& trust);

}  // namespace tandem
