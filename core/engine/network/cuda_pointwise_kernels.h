// The sums of pointwise_kernels.h on an NVIDIA device. Thread-safe. Invariant: repeated sums are the same to the last
// digit.
#pragma once

#include "core/engine/network/pointwise_kernels.h"

namespace tandem {

/// Whether the kernels take the features (see cuda_features.h) and so many classes.
[[nodiscard]] bool areCudaPointwiseKernelsFor(const at::Tensor& features, std::int64_t classes);

/// See pointwiseLogits().
[[nodiscard]] at::Tensor cudaPointwiseLogits(const at::Tensor& features, const at::Tensor& weight,
                                             const at::Tensor& bias);
/// See pointwiseGradients().
[[nodiscard]] PointwiseGradients cudaPointwiseGradients(const at::Tensor& g, const at::Tensor& features,
                                                        const at::Tensor& weight);

}  // namespace tandem
