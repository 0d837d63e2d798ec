// The network's layers: convolutions with their weights, batch norm, and the blocks of both.
//
// Blocks carry the field's parameter names (conv.0.weight, conv.1.running_mean). Not for two threads at once.
// Invariant: weights lie as the features do, channels-last in the fused style.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <memory>
#include <string>
#include <vector>

namespace tandem {

class RankGroup;

enum class ConvolutionKind {
    Same,        ///< 3x3x3, one voxel of padding
    Down,        ///< 2x2x2, stride 2
    Transposed,  ///< 2x2x2, stride 2, upwards
    Upsampled,   ///< nearest-neighbour upsampling by 2, then 3x3x3 with one voxel of padding
    Pointwise    ///< 1x1x1
};

/// How layers are computed: with what is faster put together, or one by one in the order of the field's code. The
/// second is for comparing numbers: a deep network amplifies the rounding of sums that are added in another order.
enum class LayerStyle { Fused, Literal };

/// The tensor (B,C,X,Y,Z) with channels-last strides. Where one side is 1 a layout can pass for both; the strides say
/// which is meant.
[[nodiscard]] torch::Tensor channelsLast(const torch::Tensor& x);

/// Weight (out,in,k,k,k), for Transposed (in,out,k,k,k), and bias.
class ConvolutionImpl : public torch::nn::Module {
public:
    ConvolutionImpl(ConvolutionKind kind, LayerStyle style, std::int64_t in, std::int64_t out);
    /// x: (B,in,X,Y,Z). Returns (B,out,...).
    [[nodiscard]] torch::Tensor forward(const torch::Tensor& x) const;
    /// For a layer after it that accounts for the bias.
    [[nodiscard]] torch::Tensor forwardWithoutBias(const torch::Tensor& x) const;
    [[nodiscard]] const torch::Tensor& bias() const noexcept { return m_bias; }
    [[nodiscard]] ConvolutionKind kind() const noexcept { return m_kind; }
    /// Uniform in +-1/sqrt(fan in), as PyTorch's default.
    void draw(torch::Generator& generator);

private:
    [[nodiscard]] torch::Tensor compute(const torch::Tensor& x, const torch::Tensor& bias) const;
    [[nodiscard]] torch::Tensor convolve(const torch::Tensor& x, const torch::Tensor& bias) const;

    ConvolutionKind m_kind;
    LayerStyle m_style;
    torch::Tensor m_weight;
    torch::Tensor m_bias;
};
TORCH_MODULE(Convolution);

/// Weight, bias and running statistics of batch norm, all (channels).
class NormImpl : public torch::nn::Module {
public:
    NormImpl(LayerStyle style, std::int64_t channels);
    /// relu(norm(convolution(x))) * mask + skipped; see norm_relu.h.
    [[nodiscard]] torch::Tensor forward(const ConvolutionImpl& convolution, const torch::Tensor& x,
                                        const torch::Tensor& mask, const torch::Tensor& skipped);
    /// See NormState; null for one process alone.
    void setRanks(const RankGroup* ranks) noexcept { m_ranks = ranks; }

private:
    LayerStyle m_style;
    const RankGroup* m_ranks = nullptr;
    torch::Tensor m_weight;
    torch::Tensor m_bias;
    torch::Tensor m_runningMean;
    torch::Tensor m_runningVariance;
};
TORCH_MODULE(Norm);

/// What is done to a block's result as part of its last layer. Both may be undefined.
struct AfterBlock {
    torch::Tensor mask;     ///< of dropout, (B,C) on the CPU; what it is multiplied with
    torch::Tensor skipped;  ///< (B,C,X,Y,Z); what is added
};

/// Convolutions, each followed by batch norm and ReLU. Its child "conv" numbers them as the field's code does, where
/// ReLU and upsampling take a number too.
class BlockImpl : public torch::nn::Module {
public:
    BlockImpl(ConvolutionKind kind, LayerStyle style, int repetitions, std::int64_t in, std::int64_t out);
    [[nodiscard]] torch::Tensor forward(torch::Tensor x, const AfterBlock& after = {});

private:
    std::vector<Convolution> m_convolutions;
    std::vector<Norm> m_norms;
};
TORCH_MODULE(Block);

}  // namespace tandem
