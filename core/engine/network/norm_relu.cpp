#include "core/engine/network/norm_relu.h"

#include "core/engine/network/channel_kernels.h"
#include "core/engine/network/cuda_channel_kernels.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/ranks/rank_group.h"
#include "core/engine/ranks/rank_sums.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <array>

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
    if (state.convolutionBias.defined()) {
        mean.add_(state.convolutionBias, kNormMomentum);
    }
    variance.mul_(1.0 - kNormMomentum).add_(moments.variance, kNormMomentum * unbiased);
}

/// So many voxels a channel has on all ranks.
std::int64_t voxelsOf(const torch::Tensor& x, const RankGroup* ranks) {
    return x.numel() / x.size(1) * (ranks != nullptr ? ranks->ranks() : 1);
}

/// Of all ranks' features, each with as many voxels. The variance is put together from each rank's and the distance of
/// their means, as a mean of squares would lose digits: Chan, Golub and LeVeque, The American Statistician 37 (1983)
/// 242.
ChannelMoments overRanks(const ChannelMoments& own, const RankGroup& ranks) {
    const torch::Tensor all = ranks.gathered(torch::stack({own.mean, own.variance})).to(torch::kFloat64);
    const torch::Tensor means = all.select(1, 0);
    const torch::Tensor mean = means.mean(0);
    const torch::Tensor variance = all.select(1, 1).mean(0) + (means - mean).square().mean(0);
    return {.mean = mean.to(torch::kFloat32), .variance = variance.to(torch::kFloat32)};
}

ChannelMoments momentsOf(const torch::Tensor& x, const RankGroup* ranks) {
    const ChannelMoments own = x.is_cuda() ? cudaChannelMoments(x) : channelMoments(x);
    return ranks == nullptr ? own : overRanks(own, *ranks);
}

NormCoefficients coefficientsOf(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask) {
    if (x.is_cuda() && state.ranks == nullptr) {
        return cudaNormCoefficients(x, state, mask);
    }
    ChannelMoments moments{state.runningMean, state.runningVariance};
    if (state.isTraining) {
        moments = momentsOf(x, state.ranks);
        updateRunning(state, moments, voxelsOf(x, state.ranks));
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
                                    const torch::Tensor& weight, const torch::Tensor& mask, bool isTraining,
                                    const RankGroup* ranks) {
    if (x.is_cuda() && ranks == nullptr) {
        return cudaGradientCoefficients(x, g, forward, weight, mask, isTraining);
    }
    const ChannelGradientSums sums =
        x.is_cuda() ? cudaGradientSums(x, g, forward) : gradientSums(x, g, forward.scale, forward.shift, forward.mean);
    const auto total = [&](const torch::Tensor& ofItems) { return (mask.defined() ? ofItems * mask : ofItems).sum(0); };
    const torch::Tensor gain = weight * forward.inverseDeviation;
    NormGradientCoefficients result{.weightGradient = total(sums.gradientTimesX) * forward.inverseDeviation,
                                    .biasGradient = total(sums.gradient),
                                    .factor = masked(gain, mask),
                                    .slope = torch::zeros_like(gain),
                                    .offset = torch::zeros_like(gain)};
    if (isTraining) {
        const auto count = static_cast<double>(voxelsOf(x, ranks));
        // The statistics are all ranks', so each rank's features answer for all ranks' results.
        const torch::Tensor ofAll = torch::stack({result.weightGradient, result.biasGradient});
        if (ranks != nullptr) {
            ranks->sum(ofAll);
        }
        result.slope = gain * forward.inverseDeviation * ofAll[0] / -count;
        result.offset = gain * ofAll[1] / -count - result.slope * forward.mean;
    }
    return result;
}

class NormReluFunction : public torch::autograd::Function<NormReluFunction> {
public:
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& x, const torch::Tensor& weight,
                                 const torch::Tensor& bias, const std::optional<torch::Tensor>& convolutionBiasOrNot,
                                 const std::optional<torch::Tensor>& skippedOrNot, const torch::Tensor& runningMean,
                                 const torch::Tensor& runningVariance, const std::optional<torch::Tensor>& maskOrNot,
                                 bool isTraining, const RankGroup* ranks, bool keepsX) {
        const torch::Tensor mask = maskOrNot.value_or(torch::Tensor());
        const torch::Tensor skipped = skippedOrNot.value_or(torch::Tensor());
        const NormState state{.weight = weight,
                              .bias = bias,
                              .runningMean = runningMean,
                              .runningVariance = runningVariance,
                              .isTraining = isTraining,
                              .convolutionBias = convolutionBiasOrNot.value_or(torch::Tensor()),
                              .ranks = ranks};
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
            context->saved_data["ranks"] = reinterpret_cast<std::int64_t>(ranks);
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

        const auto* const ranks = reinterpret_cast<const RankGroup*>(context->saved_data["ranks"].toInt());
        const NormGradientCoefficients gradient = gradientOf(x, g, forward, weight, mask, isTraining, ranks);
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
        return {x, gradient.weightGradient, gradient.biasGradient, ofConvolutionBias, ofSkipped, {}, {}, {}, {}, {},
                {}};
    }
};

/// By operations of LibTorch's, which find the gradient, too.
torch::Tensor normOverRanks(const torch::Tensor& x, const NormState& state) {
    const NoAutocastGuard float32(x.device());
    constexpr std::array<std::int64_t, 4> allButChannel{0, 2, 3, 4};
    const double share = 1.0 / state.ranks->ranks();
    const torch::Tensor values = x.to(torch::kFloat32);
    const auto meanOf = [&](const torch::Tensor& of) {
        return summedForEach(of.mean(allButChannel), state.ranks) * share;
    };
    const auto alongChannels = [](const torch::Tensor& of) { return of.view({1, -1, 1, 1, 1}); };
    const torch::Tensor mean = meanOf(values);
    const torch::Tensor centred = values - alongChannels(mean);
    const torch::Tensor variance = meanOf(centred.square());
    {
        const torch::NoGradGuard noGrad;
        NormState withoutBias = state;  // which was added already
        withoutBias.convolutionBias = torch::Tensor();
        updateRunning(withoutBias, {.mean = mean, .variance = variance}, voxelsOf(x, state.ranks));
    }
    const torch::Tensor gain = state.weight * (variance + kNormEpsilon).rsqrt();
    return (centred * alongChannels(gain) + alongChannels(state.bias)).to(x.scalar_type());
}

torch::Tensor literalNorm(const torch::Tensor& x, const NormState& state) {
    return state.isTraining && state.ranks != nullptr
               ? normOverRanks(x, state)
               : torch::batch_norm(x, state.weight, state.bias, state.runningMean, state.runningVariance,
                                   state.isTraining, kNormMomentum, kNormEpsilon, true);
}

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
                                       state.isTraining ? state.ranks : nullptr, keepsX);
    }
    const torch::Tensor& bias = state.convolutionBias;
    return literalNormRelu(bias.defined() ? x + bias.to(x.scalar_type()).view({1, -1, 1, 1, 1}) : x, state, mask,
                           skipped);
}

torch::Tensor literalNormRelu(const torch::Tensor& x, const NormState& state, const torch::Tensor& mask,
                              const torch::Tensor& skipped) {
    torch::Tensor y = literalNorm(x, state).relu_();
    if (mask.defined()) {
        y = y * mask.to(y.device(), y.scalar_type(), true).view({y.size(0), y.size(1), 1, 1, 1});
    }
    return skipped.defined() ? y + skipped : y;
}

}  // namespace tandem
