#include "core/engine/network/upsampled_convolution.h"

#include "core/engine/network/cpu_convolution.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <array>

namespace tandem {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::array<std::int64_t, 3> kAxes{2, 3, 4};

/// Along an axis the taps (w2, w1+w2, w0+w1, w0): the reversed ones beside themselves, a step apart. As one function,
/// because by LibTorch's operations each gradient would be some ninety of them on a few numbers.
class TransposedWeight : public torch::autograd::Function<TransposedWeight> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& weight, torch::ScalarType type) {
        context->saved_data["type"] = weight.scalar_type();
        torch::Tensor sums = weight.flip(kAxes);
        for (const std::int64_t axis : kAxes) {
            std::array<std::int64_t, 6> after{};  // of the last axis first, each before and behind
            after[static_cast<std::size_t>(2 * (4 - axis) + 1)] = 1;
            torch::Tensor both = torch::constant_pad_nd(sums, after);
            both.narrow(axis, 1, sums.size(axis)).add_(sums);
            sums = both;
        }
        return torch::empty(sums.transpose(0, 1).sizes(), sums.options().dtype(type),
                            torch::MemoryFormat::ChannelsLast3d)
            .copy_(sums.transpose(0, 1));
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        torch::Tensor sums = gradients[0].to(context->saved_data["type"].toScalarType()).transpose(0, 1);
        for (const std::int64_t axis : kAxes) {
            const std::int64_t taps = sums.size(axis) - 1;
            sums = sums.narrow(axis, 0, taps) + sums.narrow(axis, 1, taps);
        }
        return {sums.flip(kAxes), {}};
    }
};

}  // namespace

torch::Tensor transposedWeight(const torch::Tensor& weight, torch::ScalarType type) {
    return TransposedWeight::apply(weight, type);
}

torch::Tensor upsampledConvolution(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    const c10::DeviceType device = x.device().type();
    const torch::ScalarType type =
        at::autocast::is_autocast_enabled(device) ? at::autocast::get_autocast_dtype(device) : weight.scalar_type();
    const torch::Tensor transposed = transposedWeight(weight, type);
    if (bias.defined() && isCpuConvolution(x, transposed)) {
        return cpuConvolution(x, transposed, bias, {.side = 4, .step = 2, .padding = 1}, ConvolutionWay::Transposed);
    }
    return torch::conv_transpose3d(x, transposed, bias, 2, 1);
}

}  // namespace tandem
