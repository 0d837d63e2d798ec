// The supervised loss: soft Dice. Thread-safe. Invariant: float32, also under autocast; a voxel whose class nobody
// knows (kUnknownClass) is in no sum and gets no gradient.
#pragma once

#include <torch/types.h>

namespace tandem {

class RankGroup;

/// 1 - (2 sum p_c y_c + 1e-8) / (sum p_c + sum y_c + 1e-8), the mean over the foreground classes c = 1..C-1, each over
/// all known voxels of all patches together; 0 where none is known. p: (L,C,X,Y,Z) probabilities, labels: (L,X,Y,Z)
/// integers. hasUnknown: whether some of the labels may be unknown; without, none is looked for, and to say so costs
/// less than to ask the device. ranks: which share the patches, L of them each, none as well; null for one alone.
/// Returns a scalar that carries p's gradient.
[[nodiscard]] torch::Tensor diceLoss(const torch::Tensor& probabilities, const torch::Tensor& labels,
                                     bool hasUnknown = false, const RankGroup* ranks = nullptr);

}  // namespace tandem
