#include "core/engine/network/layers.h"

#include "core/engine/network/cpu_convolution.h"
#include "core/engine/network/cuda_finest_convolutions.h"
#include "core/engine/network/norm_relu.h"
#include "core/engine/network/pointwise.h"
#include "core/engine/network/upsampled_convolution.h"
#include "core/engine/numerics/precision.h"

#include <ATen/autocast_mode.h>

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

std::int64_t sideOf(ConvolutionKind kind) {
    switch (kind) {
        case ConvolutionKind::Same:
        case ConvolutionKind::Upsampled:
            return 3;
        case ConvolutionKind::Down:
        case ConvolutionKind::Transposed:
            return 2;
        case ConvolutionKind::Pointwise:
            break;
    }
    return 1;
}

/// Whether the layer is not to be computed in bfloat16 though that is asked for. Of features with one or two voxels
/// along an axis oneDNN 3.7 (on CPUs with AVX-512 BF16) makes up gradients of the weights, so that a loss ends
/// as NaN; those are the coarsest levels, which take next to no time.
bool isTooThin(const torch::Tensor& x, ConvolutionKind kind) {
    return (kind == ConvolutionKind::Same || kind == ConvolutionKind::Upsampled) && x.is_cpu() &&
           at::autocast::is_autocast_enabled(at::kCPU) && std::ranges::min(x.sizes().slice(2)) <= 2;
}

}  // namespace

torch::Tensor channelsLast(const torch::Tensor& x) {
    const torch::Tensor laid = x.contiguous(torch::MemoryFormat::ChannelsLast3d);
    return laid.as_strided(laid.sizes(), c10::get_channels_last_strides_3d(laid.sizes()));
}

ConvolutionImpl::ConvolutionImpl(ConvolutionKind kind, LayerStyle style, std::int64_t in, std::int64_t out)
    : m_kind(kind), m_style(style) {
    const std::int64_t side = sideOf(kind);
    const bool isTransposed = kind == ConvolutionKind::Transposed;
    const torch::Tensor weight = torch::zeros({isTransposed ? in : out, isTransposed ? out : in, side, side, side});
    m_weight = register_parameter("weight", style == LayerStyle::Fused ? channelsLast(weight) : weight);
    m_bias = register_parameter("bias", torch::zeros({out}));
}

void ConvolutionImpl::draw(torch::Generator& generator) {
    const torch::NoGradGuard noGrad;
    const double fanIn = static_cast<double>(m_weight[0].numel());
    const double bound = 1.0 / std::sqrt(fanIn);
    m_weight.copy_(torch::empty(m_weight.sizes()).uniform_(-bound, bound, generator));
    m_bias.copy_(torch::empty(m_bias.sizes()).uniform_(-bound, bound, generator));
}

torch::Tensor ConvolutionImpl::forward(const torch::Tensor& x) const {
    return compute(x, m_bias);
}

torch::Tensor ConvolutionImpl::forwardWithoutBias(const torch::Tensor& x) const {
    return compute(x, {});
}

torch::Tensor ConvolutionImpl::compute(const torch::Tensor& x, const torch::Tensor& bias) const {
    if (isTooThin(x, m_kind)) {
        const NoAutocastGuard float32(x.device());
        return convolve(x.to(torch::kFloat32), bias).to(x.scalar_type());
    }
    return convolve(x, bias);
}

torch::Tensor ConvolutionImpl::convolve(const torch::Tensor& x, const torch::Tensor& bias) const {
    const bool isOnCpu = m_style == LayerStyle::Fused && bias.defined() && isCpuConvolution(x, m_weight);
    switch (m_kind) {
        case ConvolutionKind::Same:
            if (m_style == LayerStyle::Fused && !bias.defined() && isFinestConvolution(x, m_weight)) {
                return finestConvolution(x, m_weight);
            }
            if (isOnCpu) {
                return cpuConvolution(x, m_weight, bias, {.side = 3, .step = 1, .padding = 1}, ConvolutionWay::Forward);
            }
            return torch::conv3d(x, m_weight, bias, 1, 1);
        case ConvolutionKind::Down:
            if (isOnCpu) {
                return cpuConvolution(x, m_weight, bias, {.side = 2, .step = 2, .padding = 0}, ConvolutionWay::Forward);
            }
            return torch::conv3d(x, m_weight, bias, 2);
        case ConvolutionKind::Transposed:
            if (isOnCpu) {
                return cpuConvolution(x, m_weight, bias, {.side = 2, .step = 2, .padding = 0},
                                      ConvolutionWay::Transposed);
            }
            return torch::conv_transpose3d(x, m_weight, bias, 2);
        case ConvolutionKind::Upsampled:
            if (m_style == LayerStyle::Fused) {
                return upsampledConvolution(x, m_weight, bias);
            }
            return torch::conv3d(torch::upsample_nearest3d(x, std::nullopt, std::vector<double>{2, 2, 2}), m_weight,
                                 bias, 1, 1);
        case ConvolutionKind::Pointwise:
            break;
    }
    return m_style == LayerStyle::Fused ? pointwise(x, m_weight, bias) : torch::conv3d(x, m_weight, bias);
}

NormImpl::NormImpl(LayerStyle style, std::int64_t channels)
    : m_style(style),
      m_weight(register_parameter("weight", torch::ones({channels}))),
      m_bias(register_parameter("bias", torch::zeros({channels}))),
      m_runningMean(register_buffer("running_mean", torch::zeros({channels}))),
      m_runningVariance(register_buffer("running_var", torch::ones({channels}))) {}

torch::Tensor NormImpl::forward(const ConvolutionImpl& convolution, const torch::Tensor& x, const torch::Tensor& mask,
                                const torch::Tensor& skipped) {
    NormState state{m_weight, m_bias, m_runningMean, m_runningVariance, is_training(), {}, m_ranks};
    if (m_style == LayerStyle::Literal) {
        return literalNormRelu(convolution.forward(x), state, mask, skipped);
    }
    if (!x.is_cuda()) {  // oneDNN adds a bias on the way; cuDNN reads and writes all features once more for it
        return normRelu(convolution.forward(x), state, mask, skipped);
    }
    state.convolutionBias = convolution.bias();
    return normRelu(convolution.forwardWithoutBias(x), state, mask, skipped);
}

BlockImpl::BlockImpl(ConvolutionKind kind, LayerStyle style, int repetitions, std::int64_t in, std::int64_t out) {
    const auto numbered = register_module("conv", std::make_shared<torch::nn::Module>("Numbered"));
    const int before = kind == ConvolutionKind::Upsampled ? 1 : 0;
    for (int i = 0; i < repetitions; ++i) {
        const int number = before + 3 * i;
        m_convolutions.emplace_back(
            numbered->register_module(std::to_string(number), Convolution(kind, style, i == 0 ? in : out, out)));
        m_norms.emplace_back(numbered->register_module(std::to_string(number + 1), Norm(style, out)));
    }
}

torch::Tensor BlockImpl::forward(torch::Tensor x, const AfterBlock& after) {
    for (std::size_t i = 0; i < m_convolutions.size(); ++i) {
        const AfterBlock& now = i + 1 == m_convolutions.size() ? after : AfterBlock{};
        x = m_norms[i]->forward(*m_convolutions[i], x, now.mask, now.skipped);
    }
    return x;
}

}  // namespace tandem
