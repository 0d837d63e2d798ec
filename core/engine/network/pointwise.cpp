#include "core/engine/network/pointwise.h"

#include "core/engine/network/channel_kernels.h"
#include "core/engine/network/pointwise_kernels.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

namespace tandem {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class PointwiseFunction : public torch::autograd::Function<PointwiseFunction> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& features, const torch::Tensor& weight,
                                 const torch::Tensor& bias) {
        context->save_for_backward({features, weight});
        return pointwiseLogits(features, weight.flatten(1).contiguous(), bias);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        const PointwiseGradients result =
            pointwiseGradients(gradients[0].contiguous(), saved[0], saved[1].flatten(1).contiguous());
        return {result.features, result.weight.view(saved[1].sizes()), result.bias};
    }
};

}  // namespace

torch::Tensor pointwise(const torch::Tensor& features, const torch::Tensor& weight, const torch::Tensor& bias) {
    // oneDNN takes ten times as long for so few classes.
    if (areChannelLoopsFor(features)) {
        return PointwiseFunction::apply(features, weight, bias);
    }
    return torch::conv3d(features, weight, bias);
}

}  // namespace tandem
