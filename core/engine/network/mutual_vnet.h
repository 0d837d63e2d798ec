// The network of the method: a V-Net encoder with two decoders that differ only in how they upsample.
//
// Source: Su et al., Medical Image Analysis 94 (2024) 103111. Parameters carry the field's names
// (encoder.block_one.conv.0.weight), so weights exchange with published code. Not for two threads at once.
// Invariant: nothing of the process's global state is read or changed; weights and dropout come from generators of the
// network's own, so two networks in one process never disturb each other.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <array>
#include <cstdint>

namespace tandem {

struct NetworkSettings {
    int channels = 1;        ///< of the image
    int classes = 2;         ///< background included
    int filters = 16;        ///< channels of the finest level; the deepest has 16 times as many
    double dropout = 0.5;    ///< probability, on the deepest and on the last features, by whole channels
    bool isLiteral = false;  ///< layer by layer in the order of published code: slower, for comparing numbers with it
};

/// Of one decoder, at the image's resolution.
struct SubnetworkOutput {
    torch::Tensor logits;    ///< (B,C,X,Y,Z)
    torch::Tensor features;  ///< (B,filters,X,Y,Z), not negative
};

/// The features of the five levels, finest first; the deepest after dropout.
using EncoderFeatures = std::array<torch::Tensor, 5>;

class EncoderImpl;
class DecoderImpl;
class RankGroup;

class MutualVNetImpl : public torch::nn::Module {
public:
    /// Weights are drawn from seed, distributed as PyTorch's defaults; the dropout continues from it.
    explicit MutualVNetImpl(const NetworkSettings& settings, std::uint64_t seed = 1337);

    /// x: (B,channels,X,Y,Z), sides multiples of 16, on the network's device. Throws Error (InvalidInput).
    [[nodiscard]] EncoderFeatures encode(const torch::Tensor& x);
    [[nodiscard]] SubnetworkOutput decodeA(const EncoderFeatures& encoded);
    [[nodiscard]] SubnetworkOutput decodeB(const EncoderFeatures& encoded);
    /// Both decoders: A, then B.
    [[nodiscard]] std::array<SubnetworkOutput, 2> forward(const torch::Tensor& x);

    [[nodiscard]] const NetworkSettings& settings() const noexcept { return m_settings; }

    /// The state of the generator that dropout draws from, as bytes on the CPU. It is on the CPU for every device, so a
    /// run continues on another device with the same masks.
    [[nodiscard]] torch::Tensor dropoutState() const;
    void setDropoutState(const torch::Tensor& state);

    /// Trains from then on with a part of each batch that the ranks share: statistics are those of the whole batch, and
    /// dropout draws for the whole batch and takes this rank's part. All ranks' batches are of one size; ranks outlives
    /// the training.
    void shareAmong(const RankGroup& ranks);

private:
    /// (B,C) of 0 and 1/(1-p); undefined when nothing is dropped.
    [[nodiscard]] torch::Tensor dropoutMask(std::int64_t batch, std::int64_t channels);
    [[nodiscard]] SubnetworkOutput decode(DecoderImpl& decoder, const EncoderFeatures& encoded);

    NetworkSettings m_settings;
    const RankGroup* m_ranks = nullptr;  ///< null where the batch is whole
    torch::Generator m_generator;
    std::shared_ptr<EncoderImpl> m_encoder;
    std::shared_ptr<DecoderImpl> m_decoderA;
    std::shared_ptr<DecoderImpl> m_decoderB;
};
TORCH_MODULE(MutualVNet);

}  // namespace tandem
