#include "core/engine/network/norm_relu.h"

#include "core/engine/network/channel_kernels.h"
#include "core/engine/network/cuda_channel_kernels.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

namespace tandem {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// (C) times or beside a mask of (B,C), as (B,C); (1,C) without a mask.
torch::Tensor masked(const torch::Tensor& ofChannels, const torch::Tensor& mask) {
    return mask.defined() ? ofChannels * mask : ofChannels.unsqueeze(0);
}

void updateRunning(const NormState& state, const ChannelMoments& moments, std::int64_t count) {
    const double unbiased = count > 1 ? static_cast<double>(count) / static_cast<double>(count - 1) : 1.0;
    torch::Tensor mean = state.runningMean;
    torch::Tensor variance = state.runningVariance;
    mean.mul_(1.0 - kNormMomentum).add_(moments.mean, kNormMomentum);
    variance.mul_(1.0 - kNormMomentum).add_(moments.variance, kNormMomentum * unbiased);
}

NormCoefficients coefficientsOf(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask) {
    if (x.is_cuda()) {
        return cudaNormCoefficients(x, state, mask);
    }
    ChannelMoments moments{state.runningMean, state.runningVariance};
    if (state.isTraining) {
        moments = channelMoments(x);
        updateRunning(state, moments, x.numel() / x.size(1));
    }
    const torch::Tensor inverseDeviation = (moments.variance + kNormEpsilon).rsqrt_();
    const torch::Tensor gain = state.weight * inverseDeviation;
    return {.mean = moments.mean,
            .inverseDeviation = inverseDeviation,
            .scale = masked(gain, mask),
            .shift = masked(state.bias - gain * moments.mean, mask)};
}

// The gradient of batch norm: Ioffe and Szegedy, ICML 2015, section 3, with the terms gathered by their factor of x.
NormGradientCoefficients gradientOf(const torch::Tensor& x, const torch::Tensor& g, const NormCoefficients& forward,
                                    const torch::Tensor& weight, const torch::Tensor& mask, bool isTraining) {
    if (x.is_cuda()) {
        return cudaGradientCoefficients(x, g, forward, weight, mask, isTraining);
    }
    const ChannelGradientSums sums = gradientSums(x, g, forward.scale, forward.shift, forward.mean);
    const auto total = [&](const torch::Tensor& ofItems) { return (mask.defined() ? ofItems * mask : ofItems).sum(0); };
    const torch::Tensor gain = weight * forward.inverseDeviation;
    NormGradientCoefficients result{.weightGradient = total(sums.gradientTimesX) * forward.inverseDeviation,
                                    .biasGradient = total(sums.gradient),
                                    .factor = masked(gain, mask),
                                    .slope = torch::zeros_like(gain),
                                    .offset = torch::zeros_like(gain)};
    if (isTraining) {
        const auto count = static_cast<double>(x.numel() / x.size(1));
        result.slope = gain * forward.inverseDeviation * result.weightGradient / -count;
        result.offset = gain * result.biasGradient / -count - result.slope * forward.mean;
    }
    return result;
}

class NormReluFunction : public torch::autograd::Function<NormReluFunction> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& weight,
                                 const torch::Tensor& bias, const std::optional<torch::Tensor>& convolutionBiasOrNot,
                                 const std::optional<torch::Tensor>& skippedOrNot, const torch::Tensor& runningMean,
                                 const torch::Tensor& runningVariance, const std::optional<torch::Tensor>& maskOrNot,
                                 bool isTraining, bool keepsX) {
        const torch::Tensor mask = maskOrNot.value_or(torch::Tensor());
        const torch::Tensor skipped = skippedOrNot.value_or(torch::Tensor());
        const NormState state{weight,          bias,       runningMean,
                              runningVariance, isTraining, convolutionBiasOrNot.value_or(torch::Tensor())};
        const NormCoefficients coefficients = coefficientsOf(x, state, mask);
        torch::Tensor y = keepsX ? torch::empty_like(x) : x;
        if (x.is_cuda()) {
            cudaScaleRelu(x, coefficients, skipped, y);
        } else {
            scaleRelu(x, coefficients.scale, coefficients.shift, skipped, y);
        }
        if (keepsX) {
            context->save_for_backward({x, weight, coefficients.mean, coefficients.inverseDeviation, coefficients.scale,
                                        coefficients.shift, mask});
            context->saved_data["isTraining"] = isTraining;
            context->saved_data["hasConvolutionBias"] = convolutionBiasOrNot.has_value();
            context->saved_data["hasSkipped"] = skipped.defined();
        }
        return y;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients) {
        const variable_list saved = context->get_saved_variables();
        torch::Tensor x = saved[0];
        const torch::Tensor& weight = saved[1];
        const NormCoefficients forward{
            .mean = saved[2], .inverseDeviation = saved[3], .scale = saved[4], .shift = saved[5]};
        const torch::Tensor& mask = saved[6];
        const bool isTraining = context->saved_data["isTraining"].toBool();
        const torch::Tensor g = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast3d);

        const NormGradientCoefficients gradient = gradientOf(x, g, forward, weight, mask, isTraining);
        // A second backward pass would read what stands there afterwards; the version tells autograd to refuse it.
        x.unsafeGetTensorImpl()->bump_version();
        if (x.is_cuda()) {
            cudaReplaceByGradient(x, g, forward, gradient);
        } else {
            replaceByGradient(x, g, forward.scale, forward.shift, gradient.factor, gradient.slope, gradient.offset);
        }
        torch::Tensor ofConvolutionBias;
        if (context->saved_data["hasConvolutionBias"].toBool()) {
            // The mean of the batch takes it away again.
            ofConvolutionBias =
                isTraining ? torch::zeros_like(weight) : gradient.biasGradient * weight * forward.inverseDeviation;
        }
        const torch::Tensor ofSkipped = context->saved_data["hasSkipped"].toBool() ? gradients[0] : torch::Tensor();
        return {x, gradient.weightGradient, gradient.biasGradient, ofConvolutionBias, ofSkipped, {}, {}, {}, {}, {}};
    }
};

}  // namespace

torch::Tensor normRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                       const torch::Tensor& skipped) {
    const auto given = [](const torch::Tensor& tensor) {
        return tensor.defined() ? std::optional(tensor) : std::nullopt;
    };
    const auto areLoopsFor = [](const torch::Tensor& tensor) {
        return tensor.is_cuda() ? areCudaChannelKernelsFor(tensor) : areChannelLoopsFor(tensor);
    };
    if (areLoopsFor(x) && (!skipped.defined() || areLoopsFor(skipped))) {
        const bool keepsX = torch::GradMode::is_enabled();
        const torch::Tensor added = skipped.defined() ? skipped.to(x.scalar_type()) : skipped;
        const torch::Tensor factors = mask.defined() ? mask.to(x.device(), true) : mask;
        return NormReluFunction::apply(x, state.weight, state.bias, given(state.convolutionBias), given(added),
                                       state.runningMean, state.runningVariance, given(factors), state.isTraining,
                                       keepsX);
    }
    const torch::Tensor& bias = state.convolutionBias;
    return literalNormRelu(bias.defined() ? x + bias.to(x.scalar_type()).view({1, -1, 1, 1, 1}) : x, state, mask,
                           skipped);
}

torch::Tensor literalNormRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                              const torch::Tensor& skipped) {
    torch::Tensor y = torch::batch_norm(x, state.weight, state.bias, state.runningMean, state.runningVariance,
                                        state.isTraining, kNormMomentum, kNormEpsilon, true)
                          .relu_();
    if (mask.defined()) {
        y = y * mask.to(y.device(), y.scalar_type(), true).view({y.size(0), y.size(1), 1, 1, 1});
    }
    return skipped.defined() ? y + skipped : y;
}

}  // namespace tandem
