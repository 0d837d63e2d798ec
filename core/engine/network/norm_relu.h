// Batch norm and ReLU as one operation with a gradient, with what may follow them: dropout and added features.
//
// Not for two threads on the same statistics. Invariant: only what batch norm needs is kept for the gradient; the
// ReLU's decisions are found again from it.
#pragma once

#include "core/engine/network/norm_coefficients.h"

#include <torch/types.h>

namespace tandem {

/// relu(norm(x)) * mask + skipped, with PyTorch's epsilon 1e-5 and momentum 0.1. x: (B,C,X,Y,Z), a temporary of the
/// caller's: its memory is used again, so nothing else may read it afterwards. mask: (B,C) on the CPU, not negative, or
/// undefined. skipped: like x, or undefined.
[[nodiscard]] torch::Tensor normRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                                     const torch::Tensor& skipped);

/// The same by LibTorch's own operations, one by one; a bias of the convolution before is not looked at.
[[nodiscard]] torch::Tensor literalNormRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                                            const torch::Tensor& skipped);

}  // namespace tandem
