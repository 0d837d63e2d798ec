#include "core/engine/network/cpu_convolution.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <array>
#include <vector>

namespace tandem {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What LibTorch takes of a convolution, the same along the three axes.
struct Shape {
    Shape(const TapMeeting& meeting, ConvolutionWay way)
        : step(3, meeting.step), padding(3, meeting.padding), isTransposed(way == ConvolutionWay::Transposed) {}

    std::vector<std::int64_t> step;
    std::vector<std::int64_t> padding;
    bool isTransposed;
    std::vector<std::int64_t> ones = std::vector<std::int64_t>(3, 1);
    std::vector<std::int64_t> zeros = std::vector<std::int64_t>(3, 0);
};

class CpuConvolution : public torch::autograd::Function<CpuConvolution> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& weight,
                                 const torch::Tensor& bias, TapMeeting meeting, ConvolutionWay way) {
        const Shape shape(meeting, way);
        context->save_for_backward({x, weight});
        context->saved_data["step"] = meeting.step;
        context->saved_data["padding"] = meeting.padding;
        context->saved_data["isTransposed"] = shape.isTransposed;
        return torch::convolution(x, weight, bias, shape.step, shape.padding, shape.ones, shape.isTransposed,
                                  shape.zeros, 1);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        const torch::Tensor& x = saved[0];
        const torch::Tensor& weight = saved[1];
        const TapMeeting meeting{.side = weight.size(2),
                                 .step = context->saved_data["step"].toInt(),
                                 .padding = context->saved_data["padding"].toInt()};
        const bool isTransposed = context->saved_data["isTransposed"].toBool();
        const Shape shape(meeting, isTransposed ? ConvolutionWay::Transposed : ConvolutionWay::Forward);
        const torch::Tensor g = gradients[0].contiguous(torch::MemoryFormat::ChannelsLast3d);
        torch::Tensor ofX;
        if (context->needs_input_grad(0)) {
            ofX = std::get<0>(torch::convolution_backward(g, x, weight, std::nullopt, shape.step, shape.padding,
                                                          shape.ones, isTransposed, shape.zeros, 1,
                                                          {true, false, false}));
        }
        constexpr std::array<std::int64_t, 4> kAllButChannels{0, 2, 3, 4};
        return {ofX, isTransposed ? tapProducts(x, g, meeting) : tapProducts(g, x, meeting), g.sum(kAllButChannels),
                torch::Tensor(), torch::Tensor()};
    }
};

}  // namespace

bool isCpuConvolution(const torch::Tensor& x, const torch::Tensor& weight) {
    return areTapProductsFaster() && x.dim() == 5 && areTapProductsFor(x, weight.size(0), weight.size(1)) &&
           weight.scalar_type() == torch::kFloat32 && !at::autocast::is_autocast_enabled(at::kCPU) &&
           torch::GradMode::is_enabled() && x.is_contiguous(torch::MemoryFormat::ChannelsLast3d);
}

torch::Tensor cpuConvolution(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                             const TapMeeting& meeting, ConvolutionWay way) {
    return CpuConvolution::apply(x, weight, bias, meeting, way);
}

}  // namespace tandem
