// The method's loss on an NVIDIA device, by kernels that make all its parts in three passes over the voxels where
// LibTorch's operations take a hundred. Thread-safe. Invariant: the numbers are those of mutualTerms() and diceLoss()
// but for the order of sums, and the logits are the only path of a gradient.
#pragma once

#include "core/engine/network/mutual_vnet.h"

#include <array>

namespace tandem {

/// Whether the kernels take the outputs: on a CUDA device, with logits in float32 planes and few enough features and
/// classes; false as well where no kernel can be compiled.
[[nodiscard]] bool areCudaMutualKernelsFor(const std::array<SubnetworkOutput, 2>& outputs);

/// Scalars on the device. supervised: Dice of A and B. mutual: [0] with A as the student.
struct CudaMutualLoss {
    torch::Tensor loss;  ///< supervisedWeight (S_A + S_B) + ramp (M_A + M_B), with the gradient of both logits
    std::array<torch::Tensor, 2> supervised;
    std::array<torch::Tensor, 2> mutual;
    torch::Tensor fractionATeachesB;
    torch::Tensor fractionBTeachesA;
    torch::Tensor meanReliability;
};

/// labels: (L,X,Y,Z) integers, kUnknownClass among them, of the first L items of the batch.
/// ranks: as for mutualTerms().
[[nodiscard]] CudaMutualLoss cudaMutualLoss(const std::array<SubnetworkOutput, 2>& outputs, const torch::Tensor& labels,
                                            double ramp, double supervisedWeight, const RankGroup* ranks = nullptr);

}  // namespace tandem
