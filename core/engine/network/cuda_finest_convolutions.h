// The convolutions of the finest level on an NVIDIA device by kernels of our own; see finest_convolutions.cu.
// Thread-safe. Invariant: they compute what LibTorch's convolution computes in bfloat16, but for the order of sums in
// float32.
#pragma once

#include <ATen/core/Tensor.h>

namespace tandem {

/// Whether x (B,16 or 1,X,Y,Z) is convolved with weight (16,16 or 1,3,3,3) by the kernels: under autocast to bfloat16
/// on a CUDA device that multiplies it in hardware, with sides that are multiples of 16.
[[nodiscard]] bool isFinestConvolution(const at::Tensor& x, const at::Tensor& weight);

/// With one voxel of padding and without a bias. Returns (B,16,X,Y,Z) in bfloat16, channels-last. The gradient reaches
/// both, an image of one channel alone excepted.
[[nodiscard]] at::Tensor finestConvolution(const at::Tensor& x, const at::Tensor& weight);

}  // namespace tandem
