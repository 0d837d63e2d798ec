// Clipping and normalisation of one channel's voxels, in place. Thread-safe for different voxels.
//
// Invariant: the order of the voxels plays no part.
#pragma once

#include <cstdint>
#include <span>

namespace tandem {

/// Limits every value to low..high.
void clipTo(std::span<float> voxels, double low, double high);

/// Limits every value to the smallest one that at least so many of a hundred voxels do not exceed. percentile: over 0.
void clipAtPercentile(std::span<float> voxels, double percentile);

/// Whether the voxels look as if they had been shifted and scaled to mean 0 and deviation 1, and perhaps cropped since:
/// fractions on both sides of 0, with a mean within 2 and a deviation of 0.1 to 10.
[[nodiscard]] bool areNormalised(std::span<const float> voxels);

/// (value - mean) / population standard deviation of all voxels, computed in double. A constant image becomes 0; false
/// is returned then.
[[nodiscard]] bool normalise(std::span<float> voxels);

/// The same over the voxels whose mask is not 0; the others become 0. False also when the mask is 0 everywhere.
[[nodiscard]] bool normaliseWithin(std::span<float> voxels, std::span<const std::uint8_t> mask);

/// All voxels by mean and deviation of those over zero. False, and all become 0, where these are constant or missing.
[[nodiscard]] bool normaliseByPositive(std::span<float> voxels);

}  // namespace tandem
