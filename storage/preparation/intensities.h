// Clipping and normalisation of one channel's voxels, in place. Thread-safe for different voxels.
//
// Invariant: the order of the voxels plays no part.
#pragma once

#include <cstdint>
#include <span>

namespace tandem {

/// Limits every value to low..high.
void clipTo(std::span<float> voxels, double low, double high);

/// (value - mean) / population standard deviation of all voxels, computed in double. A constant image becomes 0; false
/// is returned then.
[[nodiscard]] bool normalise(std::span<float> voxels);

/// The same over the voxels whose mask is not 0; the others become 0. False also when the mask is 0 everywhere.
[[nodiscard]] bool normaliseWithin(std::span<float> voxels, std::span<const std::uint8_t> mask);

}  // namespace tandem
