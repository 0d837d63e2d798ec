// The supervised loss: soft Dice. Thread-safe. Invariant: float32, also under autocast.
#pragma once

#include <torch/types.h>

namespace tandem {

/// 1 - (2 sum p_c y_c + 1e-8) / (sum p_c + sum y_c + 1e-8), the mean over the foreground classes c = 1..C-1, each over
/// all voxels of all patches together. p: (L,C,X,Y,Z) probabilities, labels: (L,X,Y,Z) integers. Returns a scalar that
/// carries p's gradient.
[[nodiscard]] torch::Tensor diceLoss(const torch::Tensor& probabilities, const torch::Tensor& labels);

}  // namespace tandem
