#include "core/engine/network/norm_relu.h"

#include "core/engine/network/channel_kernels.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

namespace tandem {
namespace {

constexpr double kEpsilon = 1e-5;
constexpr double kMomentum = 0.1;

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// (C) times or beside a mask of (B,C), as (B,C); (1,C) without a mask.
torch::Tensor masked(const torch::Tensor& ofChannels, const torch::Tensor& mask, std::int64_t batch) {
    return mask.defined() ? ofChannels * mask : ofChannels.expand({batch, -1});
}

void updateRunning(const NormState& state, const ChannelMoments& moments, std::int64_t count) {
    const double unbiased = count > 1 ? static_cast<double>(count) / static_cast<double>(count - 1) : 1.0;
    torch::Tensor mean = state.runningMean;
    torch::Tensor variance = state.runningVariance;
    mean.mul_(1.0 - kMomentum).add_(moments.mean, kMomentum);
    variance.mul_(1.0 - kMomentum).add_(moments.variance, kMomentum * unbiased);
}

// The gradient of batch norm: Ioffe and Szegedy, ICML 2015, section 3, with the terms gathered by their factor of x.
class NormReluFunction : public torch::autograd::Function<NormReluFunction> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& weight,
                                 const torch::Tensor& bias, const std::optional<torch::Tensor>& skippedOrNot,
                                 const torch::Tensor& runningMean, const torch::Tensor& runningVariance,
                                 const std::optional<torch::Tensor>& maskOrNot, bool isTraining, bool keepsX) {
        const torch::Tensor mask = maskOrNot.value_or(torch::Tensor());
        const torch::Tensor skipped = skippedOrNot.value_or(torch::Tensor());
        ChannelMoments moments{runningMean, runningVariance};
        if (isTraining) {
            moments = channelMoments(x);
            updateRunning({.runningMean = runningMean, .runningVariance = runningVariance}, moments,
                          x.numel() / x.size(1));
        }
        const torch::Tensor inverseDeviation = (moments.variance + kEpsilon).rsqrt_();
        const torch::Tensor gain = weight * inverseDeviation;
        const torch::Tensor scale = masked(gain, mask, x.size(0));
        const torch::Tensor shift = masked(bias - gain * moments.mean, mask, x.size(0));
        torch::Tensor y = keepsX ? torch::empty_like(x) : x;
        scaleRelu(x, scale, shift, skipped, y);
        if (keepsX) {
            context->save_for_backward({x, weight, moments.mean, inverseDeviation, scale, shift, mask});
            context->saved_data["isTraining"] = isTraining;
            context->saved_data["hasSkipped"] = skipped.defined();
        }
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        torch::Tensor x = saved[0];
        const torch::Tensor& weight = saved[1];
        const torch::Tensor& mean = saved[2];
        const torch::Tensor& inverseDeviation = saved[3];
        const torch::Tensor& scale = saved[4];
        const torch::Tensor& shift = saved[5];
        const torch::Tensor& mask = saved[6];
        const torch::Tensor g = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast3d);

        const ChannelGradientSums sums = gradientSums(x, g, scale, shift, mean);
        const auto total = [&](const torch::Tensor& ofItems) {
            return (mask.defined() ? ofItems * mask : ofItems).sum(0);
        };
        const torch::Tensor biasGradient = total(sums.gradient);
        const torch::Tensor weightGradient = total(sums.gradientTimesX) * inverseDeviation;
        const torch::Tensor gain = weight * inverseDeviation;
        torch::Tensor slope = torch::zeros_like(gain);
        torch::Tensor offset = torch::zeros_like(gain);
        if (context->saved_data["isTraining"].toBool()) {
            const std::int64_t ofChannel = x.numel() / x.size(1);
            const auto count = static_cast<double>(ofChannel);
            slope = gain * inverseDeviation * weightGradient / -count;
            offset = gain * biasGradient / -count - slope * mean;
        }
        // A second backward pass would read what stands there afterwards; the version tells autograd to refuse it.
        x.unsafeGetTensorImpl()->bump_version();
        replaceByGradient(x, g, scale, shift, masked(gain, mask, x.size(0)), slope, offset);
        const torch::Tensor ofSkipped = context->saved_data["hasSkipped"].toBool() ? gradients[0] : torch::Tensor();
        return {x, weightGradient, biasGradient, ofSkipped, {}, {}, {}, {}, {}};
    }
};

}  // namespace

torch::Tensor normRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                       const torch::Tensor& skipped) {
    const auto given = [](const torch::Tensor& tensor) {
        return tensor.defined() ? std::optional(tensor) : std::nullopt;
    };
    if (areChannelLoopsFor(x) && (!skipped.defined() || areChannelLoopsFor(skipped))) {
        const bool keepsX = torch::GradMode::is_enabled();
        const torch::Tensor added = skipped.defined() ? skipped.to(x.scalar_type()) : skipped;
        return NormReluFunction::apply(x, state.weight, state.bias, given(added), state.runningMean,
                                       state.runningVariance, given(mask), state.isTraining, keepsX);
    }
    return literalNormRelu(x, state, mask, skipped);
}

torch::Tensor literalNormRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                              const torch::Tensor& skipped) {
    torch::Tensor y = torch::batch_norm(x, state.weight, state.bias, state.runningMean, state.runningVariance,
                                        state.isTraining, kMomentum, kEpsilon, true)
                          .relu_();
    if (mask.defined()) {
        y = y * mask.to(y.device(), y.scalar_type(), true).view({y.size(0), y.size(1), 1, 1, 1});
    }
    return skipped.defined() ? y + skipped : y;
}

}  // namespace tandem
