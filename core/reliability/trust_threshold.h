// Under which thresholds of trust a voxel is doubtful: the one comparison for regions to look at, for exports that
// abstain and for the evidence of what abstaining is worth.
//
// Thread-safe. Invariant: a voxel whose trust is the threshold is not doubtful.
#pragma once

namespace tandem {

/// As double-precision numbers: 0.7F is less than 0.7.
[[nodiscard]] constexpr bool isDoubtful(float trust, double threshold) noexcept {
    return static_cast<double>(trust) < threshold;
}

/// Thresholds that are chosen from are whole hundredths.
inline constexpr int kTrustSteps = 100;
[[nodiscard]] constexpr double trustThreshold(int hundredths) noexcept {
    return hundredths / static_cast<double>(kTrustSteps);
}

/// Under how many of the thresholds 0, 0.01, ... 1 a voxel of this trust is not doubtful.
[[nodiscard]] int stepsReached(float trust) noexcept;

}  // namespace tandem
