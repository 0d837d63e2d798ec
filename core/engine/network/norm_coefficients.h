// What batch norm, ReLU and dropout come down to for each channel, and so does their gradient: a few numbers that loops
// over the features multiply with and add. The loops for the CPU are in channel_kernels.h, those for NVIDIA devices in
// cuda_channel_kernels.h. Plain values.
#pragma once

#include <ATen/core/Tensor.h>

namespace tandem {

class RankGroup;

/// What batch norm of (B,C,X,Y,Z) has, each (C).
struct NormState {
    at::Tensor weight;
    at::Tensor bias;
    at::Tensor runningMean;      ///< changed in training
    at::Tensor runningVariance;  ///< changed in training
    bool isTraining = false;
    /// Of the convolution before, where it was left out, on CUDA alone; else undefined. In training it moves the
    /// running mean and nothing else.
    at::Tensor convolutionBias;
    /// That share the batch, each with as many voxels; the statistics of training are those of all. Null for one alone.
    const RankGroup* ranks = nullptr;
};

struct ChannelMoments {
    at::Tensor mean;      ///< (C) float32
    at::Tensor variance;  ///< (C) float32, divided by the number of voxels
};

struct ChannelGradientSums {
    at::Tensor gradient;        ///< (B,C) float32: sum of g where scale x + shift > 0
    at::Tensor gradientTimesX;  ///< (B,C) float32: the same of g (x - mean)
};

/// All float32. y = max(scale x + shift, 0).
struct NormCoefficients {
    at::Tensor mean;              ///< (C)
    at::Tensor inverseDeviation;  ///< (C)
    at::Tensor scale;             ///< (B,C), or (1,C) where no mask differs between the items of the batch
    at::Tensor shift;             ///< like scale
};

/// All float32. The gradient of x is [y > 0] factor g + slope x + offset.
struct NormGradientCoefficients {
    at::Tensor weightGradient;  ///< (C)
    at::Tensor biasGradient;    ///< (C)
    at::Tensor factor;          ///< like scale
    at::Tensor slope;           ///< (C)
    at::Tensor offset;          ///< (C)
};

constexpr double kNormEpsilon = 1e-5;  ///< PyTorch's
constexpr double kNormMomentum = 0.1;  ///< PyTorch's

}  // namespace tandem
