// The loops of channel_kernels.h on an NVIDIA device, with the few numbers for each channel computed there too, so that
// nothing waits for the device. Thread-safe. Invariant: results do not depend on what else the device does.
#pragma once

#include "core/engine/network/norm_coefficients.h"

namespace tandem {

/// Whether the kernels take the tensor: on a CUDA device, (B,C,X,Y,Z), channels-last, float32 or bfloat16; false as
/// well where no kernel can be compiled.
[[nodiscard]] bool areCudaChannelKernelsFor(const at::Tensor& x);

/// In training from x, and moves the running statistics; else from these. mask: (B,C) float32 on the device, or
/// undefined.
[[nodiscard]] NormCoefficients cudaNormCoefficients(const at::Tensor& x, const NormState& state,
                                                    const at::Tensor& mask);

/// Of x, where more than its own moments are needed.
[[nodiscard]] ChannelMoments cudaChannelMoments(const at::Tensor& x);

/// y = max(scale x + shift, 0) + skipped. x, y, skipped: of one type; skipped may be undefined; y may be x.
void cudaScaleRelu(const at::Tensor& x, const NormCoefficients& coefficients, const at::Tensor& skipped,
                   const at::Tensor& y);

/// g: the gradient of y, like x.
[[nodiscard]] NormGradientCoefficients cudaGradientCoefficients(const at::Tensor& x, const at::Tensor& g,
                                                                const NormCoefficients& coefficients,
                                                                const at::Tensor& weight, const at::Tensor& mask,
                                                                bool isTraining);

/// The sums alone, where more than this rank's are needed.
[[nodiscard]] ChannelGradientSums cudaGradientSums(const at::Tensor& x, const at::Tensor& g,
                                                   const NormCoefficients& coefficients);

/// Puts the gradient of x in its place.
void cudaReplaceByGradient(const at::Tensor& x, const at::Tensor& g, const NormCoefficients& coefficients,
                           const NormGradientCoefficients& gradient);

}  // namespace tandem
