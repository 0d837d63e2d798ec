#include "core/engine/network/pointwise.h"

#include "core/engine/network/channel_kernels.h"
#include "core/engine/network/cuda_pointwise_kernels.h"
#include "core/engine/network/pointwise_kernels.h"
#include "core/engine/numerics/precision.h"

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
        const torch::Tensor matrix = weight.flatten(1).contiguous();
        return features.is_cuda() ? cudaPointwiseLogits(features, matrix, bias)
                                  : pointwiseLogits(features, matrix, bias);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor g = gradients[0].contiguous();
        const torch::Tensor matrix = saved[1].flatten(1).contiguous();
        const PointwiseGradients result =
            saved[0].is_cuda() ? cudaPointwiseGradients(g, saved[0], matrix) : pointwiseGradients(g, saved[0], matrix);
        return {result.features, result.weight.view(saved[1].sizes()), result.bias};
    }
};

}  // namespace

torch::Tensor pointwise(const torch::Tensor& features, const torch::Tensor& weight, const torch::Tensor& bias) {
    // oneDNN takes ten times as long for so few classes, and logits rounded to bfloat16 tie where they should differ.
    if (areChannelLoopsFor(features) || areCudaPointwiseKernelsFor(features, weight.size(0))) {
        return PointwiseFunction::apply(features, weight, bias);
    }
    const NoAutocastGuard float32(features.device());
    return torch::conv3d(features.to(weight.scalar_type()), weight, bias);
}

}  // namespace tandem
