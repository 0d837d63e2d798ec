// The sums of a 1x1x1 convolution to few classes, over channels-last features on the CPU.
//
// Thread-safe. Invariant: results do not depend on the number of threads.
#pragma once

#include <ATen/core/Tensor.h>

namespace tandem {

/// logits = weight features + bias. features: (B,D,X,Y,Z) as areChannelLoopsFor() says; weight: (C,D), bias: (C), both
/// float32. Returns (B,C,X,Y,Z) float32, contiguous.
[[nodiscard]] at::Tensor pointwiseLogits(const at::Tensor& features, const at::Tensor& weight, const at::Tensor& bias);

struct PointwiseGradients {
    at::Tensor features;  ///< like the features
    at::Tensor weight;    ///< (C,D) float32
    at::Tensor bias;      ///< (C) float32
};
/// g: (B,C,X,Y,Z) float32, contiguous.
[[nodiscard]] PointwiseGradients pointwiseGradients(const at::Tensor& g, const at::Tensor& features,
                                                    const at::Tensor& weight);

}  // namespace tandem
