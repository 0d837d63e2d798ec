// Convolutions on the CPU whose weight gets its gradient from tapProducts(): the output and the gradient of the input
// are LibTorch's. Thread-safe. Invariant: equal to LibTorch's but for the order of float additions.
#pragma once

#include "core/engine/network/tap_products.h"

#include <torch/types.h>

namespace tandem {

enum class ConvolutionWay { Forward, Transposed };

/// Whether it is worth it: the weight learns, and oneDNN would take longer. x: (B,in,X,Y,Z).
[[nodiscard]] bool isCpuConvolution(const torch::Tensor& x, const torch::Tensor& weight);

/// x: (B,in,X,Y,Z), float32; weight: (out,in,side,side,side), or (in,out,...) of a transposed one; bias: (out).
[[nodiscard]] torch::Tensor cpuConvolution(const torch::Tensor& x, const torch::Tensor& weight,
                                           const torch::Tensor& bias, const TapMeeting& meeting, ConvolutionWay way);

}  // namespace tandem
