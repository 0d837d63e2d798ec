// Sums over all ranks of a group, with gradients. For the thread that trains. Invariant: with each rank's gradients of
// its own part, the gradients of the parameters, added over the ranks, are those of one process with the whole batch.
#pragma once

#include <ATen/core/Tensor.h>

namespace tandem {

class RankGroup;

/// Of something that each rank then makes the same number of, such as the loss: the gradient of the sum is known to
/// each and is that of its part. Without a group the tensor itself.
[[nodiscard]] at::Tensor summedForAll(const at::Tensor& x, const RankGroup* ranks);

/// Of something that each rank then uses for its own part of the batch, such as a mean of all features: the gradient is
/// the sum of all ranks'. Without a group the tensor itself.
[[nodiscard]] at::Tensor summedForEach(const at::Tensor& x, const RankGroup* ranks);

}  // namespace tandem
