// The last layer: a convolution 1x1x1 from many features to few classes. Thread-safe.
#pragma once

#include <torch/types.h>

namespace tandem {

/// features: (B,D,X,Y,Z); weight: (C,D,1,1,1); bias: (C). Returns (B,C,X,Y,Z) in the weight's type, also
/// under autocast, and where it can in the plain layout, which the loss reads faster.
[[nodiscard]] torch::Tensor pointwise(const torch::Tensor& features, const torch::Tensor& weight,
                                      const torch::Tensor& bias);

}  // namespace tandem
