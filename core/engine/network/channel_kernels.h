// Loops over channels-last features on the CPU: (voxels, channels) rows with coefficients per channel.
//
// LibTorch has batch norm, ReLU, its gradient and the addition of skipped features as passes over memory of their own;
// these do in one what can be done in one, which at the finest level is most of what is not convolution.
// Thread-safe. Invariant: results do not depend on the number of threads.
#pragma once

#include "core/engine/network/norm_coefficients.h"

namespace tandem {

/// Whether the loops take the tensor: on the CPU, (B,C,X,Y,Z), channels-last, float32 or bfloat16.
[[nodiscard]] bool areChannelLoopsFor(const at::Tensor& x);

[[nodiscard]] ChannelMoments channelMoments(const at::Tensor& x);

/// y = max(scale x + shift, 0) + skipped. x, y, skipped: (B,C,X,Y,Z) of one type; skipped may be undefined; y may be x.
/// scale, shift: (B,C) float32.
void scaleRelu(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift, const at::Tensor& skipped,
               at::Tensor& y);

/// g: the gradient of y, like x. mean: (C) float32.
[[nodiscard]] ChannelGradientSums gradientSums(const at::Tensor& x, const at::Tensor& g, const at::Tensor& scale,
                                               const at::Tensor& shift, const at::Tensor& mean);

/// x = [scale x + shift > 0] factor g + slope x + offset, in place of x. scale, shift, factor: (B,C) float32; slope,
/// offset: (C) float32.
void replaceByGradient(at::Tensor& x, const at::Tensor& g, const at::Tensor& scale, const at::Tensor& shift,
                       const at::Tensor& factor, const at::Tensor& slope, const at::Tensor& offset);

}  // namespace tandem
