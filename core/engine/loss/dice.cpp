#include "core/engine/loss/dice.h"

#include "core/engine/numerics/precision.h"
#include "core/engine/ranks/rank_sums.h"
#include "core/volume/unknown_class.h"

#include <torch/types.h>

#include <array>

namespace tandem {

torch::Tensor diceLoss(const torch::Tensor& probabilities, const torch::Tensor& labels, bool hasUnknown,
                       const RankGroup* ranks) {
    constexpr double kSmooth = 1e-8;
    const NoAutocastGuard float32(probabilities.device());
    const std::int64_t classes = probabilities.size(1);
    const torch::Tensor classNumbers = torch::arange(1, classes, labels.options()).view({1, -1, 1, 1, 1});
    const torch::Tensor isOfClass = labels.unsqueeze(1).eq(classNumbers);  // (L,C-1,X,Y,Z)
    torch::Tensor foreground = probabilities.narrow(1, 1, classes - 1).to(torch::kFloat32);
    if (hasUnknown) {
        foreground = foreground * labels.unsqueeze(1).ne(kUnknownClass);
    }
    constexpr std::array<std::int64_t, 4> allButClass{0, 2, 3, 4};
    const torch::Tensor overlap = (foreground * isOfClass).sum(allButClass);
    const torch::Tensor sizes = foreground.sum(allButClass) + isOfClass.sum(allButClass);
    const torch::Tensor sums = summedForAll(torch::stack({overlap, sizes}), ranks);
    return (1.0 - (2.0 * sums[0] + kSmooth) / (sums[1] + kSmooth)).mean();
}

}  // namespace tandem
