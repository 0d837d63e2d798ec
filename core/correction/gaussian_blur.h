// A Gaussian over a block of a grid, one axis after the other.
//
// Thread-safe. Invariant: a block of one value keeps it. Beyond the block all is 0, except where the block ends with
// the grid: there it goes on as it ends.
#pragma once

#include "core/volume/box.h"

#include <stop_token>
#include <vector>

namespace tandem {

/// values: of the box, the first axis varying fastest. sigmas: standard deviations in voxels; 0 leaves an axis as it
/// is. The tails beyond four of them are cut off. Throws Error (Cancelled).
void blur(std::vector<float>& values, const Index3& grid, const Box& box, const Vector3& sigmas,
          const std::stop_token& stop);

}  // namespace tandem
