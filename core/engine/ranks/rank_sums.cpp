#include "core/engine/ranks/rank_sums.h"

#include "core/engine/ranks/rank_group.h"

#include <torch/csrc/autograd/custom_function.h>

namespace tandem {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor sumOf(const at::Tensor& x, const RankGroup& ranks) {
    const at::Tensor sum = x.contiguous().clone();
    ranks.sum(sum);
    return sum;
}

class RankSum : public torch::autograd::Function<RankSum> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const RankGroup* ranks,
                                 bool sumsGradients) {
        context->saved_data["ranks"] = reinterpret_cast<std::int64_t>(ranks);
        context->saved_data["sumsGradients"] = sumsGradients;
        return sumOf(x, *ranks);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const auto* const ranks = reinterpret_cast<const RankGroup*>(context->saved_data["ranks"].toInt());
        return {context->saved_data["sumsGradients"].toBool() ? sumOf(gradients[0], *ranks) : gradients[0], {}, {}};
    }
};

}  // namespace

at::Tensor summedForAll(const at::Tensor& x, const RankGroup* ranks) {
    return ranks == nullptr ? x : RankSum::apply(x, ranks, false);
}

at::Tensor summedForEach(const at::Tensor& x, const RankGroup* ranks) {
    return ranks == nullptr ? x : RankSum::apply(x, ranks, true);
}

}  // namespace tandem
