// Nearest-neighbour upsampling by 2 followed by a 3x3x3 convolution, at the cost of the coarse grid. Thread-safe.
//
// Between copies of one coarse voxel neighbouring taps read the same value, so their weights can be added beforehand:
// along an axis an even fine voxel sees (w0, w1+w2) of the coarse voxels (i-1, i), an odd one (w0+w1, w2) of (i, i+1).
// That is a transposed convolution 4x4x4 with stride 2 and padding 1: 8 instead of 27 products per fine voxel, and the
// upsampled features never exist. Invariant: equal to the two layers but for the order of float additions.
#pragma once

#include <torch/types.h>

namespace tandem {

/// x: (B,in,X,Y,Z); weight: (out,in,3,3,3); bias: (out), or undefined. Returns (B,out,2X,2Y,2Z). The gradient reaches
/// the weight.
[[nodiscard]] torch::Tensor upsampledConvolution(const torch::Tensor& x, const torch::Tensor& weight,
                                                 const torch::Tensor& bias);

/// The weight (in,out,4,4,4) of that transposed convolution, of the given type and channels last in memory.
[[nodiscard]] torch::Tensor transposedWeight(const torch::Tensor& weight, torch::ScalarType type);

}  // namespace tandem
