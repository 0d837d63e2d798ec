#include "core/engine/network/mutual_vnet.h"

#include "core/base/error.h"
#include "core/engine/network/layers.h"
#include "core/engine/ranks/rank_group.h"

#include <ATen/CPUGeneratorImpl.h>

#include <sstream>

namespace tandem {
namespace {

constexpr std::array<const char*, 9> kNames{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
constexpr std::array<int, 5> kEncoderRepetitions{1, 2, 3, 3, 3};
constexpr std::array<int, 4> kDecoderRepetitions{3, 3, 2, 1};
constexpr std::int64_t kSideMultiple = 16;  // four halvings

std::string blockName(std::size_t index, const char* suffix = "") {
    return std::string("block_") + kNames[index] + suffix;
}

std::string textOf(at::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

}  // namespace

class EncoderImpl : public torch::nn::Module {
public:
    EncoderImpl(LayerStyle style, std::int64_t channels, std::int64_t filters) {
        for (std::size_t level = 0; level < 5; ++level) {
            const std::int64_t width = filters << level;
            m_blocks.emplace_back(register_module(
                blockName(level),
                Block(ConvolutionKind::Same, style, kEncoderRepetitions[level], level == 0 ? channels : width, width)));
            if (level < 4) {
                m_downs.emplace_back(
                    register_module(blockName(level, "_dw"), Block(ConvolutionKind::Down, style, 1, width, 2 * width)));
            }
        }
    }

    /// mask: of the dropout of the deepest features.
    EncoderFeatures forward(torch::Tensor x, const torch::Tensor& mask) {
        EncoderFeatures features;
        for (std::size_t level = 0; level < 5; ++level) {
            features[level] = m_blocks[level]->forward(x, {.mask = level == 4 ? mask : torch::Tensor()});
            if (level < 4) {
                x = m_downs[level]->forward(features[level]);
            }
        }
        return features;
    }

private:
    std::vector<Block> m_blocks;
    std::vector<Block> m_downs;
};

class DecoderImpl : public torch::nn::Module {
public:
    DecoderImpl(ConvolutionKind upwards, LayerStyle style, std::int64_t classes, std::int64_t filters)
        : m_out(ConvolutionKind::Pointwise, style, filters, classes) {
        for (std::size_t i = 0; i < 4; ++i) {
            const std::int64_t width = filters << (3 - i);
            m_ups.emplace_back(register_module(blockName(4 + i, "_up"), Block(upwards, style, 1, 2 * width, width)));
            m_blocks.emplace_back(register_module(
                blockName(5 + i), Block(ConvolutionKind::Same, style, kDecoderRepetitions[i], width, width)));
        }
        register_module("out_conv", m_out);
    }

    /// mask: of the dropout of the last features.
    torch::Tensor features(const EncoderFeatures& encoded, const torch::Tensor& mask) {
        torch::Tensor x = encoded[4];
        for (std::size_t i = 0; i < 4; ++i) {
            const torch::Tensor added = m_ups[i]->forward(x, {.skipped = encoded[3 - i]});
            x = m_blocks[i]->forward(added, {.mask = i == 3 ? mask : torch::Tensor()});
        }
        return x;
    }

    torch::Tensor logits(const torch::Tensor& features) { return m_out->forward(features); }

private:
    std::vector<Block> m_ups;
    std::vector<Block> m_blocks;
    Convolution m_out;
};

MutualVNetImpl::MutualVNetImpl(const NetworkSettings& settings, std::uint64_t seed)
    : m_settings(settings), m_generator(at::detail::createCPUGenerator(seed)) {
    const LayerStyle style = settings.isLiteral ? LayerStyle::Literal : LayerStyle::Fused;
    m_encoder = register_module("encoder", std::make_shared<EncoderImpl>(style, settings.channels, settings.filters));
    const auto decoder = [&](ConvolutionKind upwards) {
        return std::make_shared<DecoderImpl>(upwards, style, settings.classes, settings.filters);
    };
    m_decoderA = register_module("decoder1", decoder(ConvolutionKind::Transposed));
    m_decoderB = register_module("decoder2", decoder(ConvolutionKind::Upsampled));
    for (const std::shared_ptr<torch::nn::Module>& module : modules(false)) {
        if (auto* convolution = module->as<ConvolutionImpl>()) {
            convolution->draw(m_generator);
        }
    }
}

EncoderFeatures MutualVNetImpl::encode(const torch::Tensor& x) {
    if (x.dim() != 5 || x.size(1) != m_settings.channels || x.size(2) % kSideMultiple != 0 ||
        x.size(3) % kSideMultiple != 0 || x.size(4) % kSideMultiple != 0) {
        throw Error(ErrorCode::InvalidInput, "The network takes patches of " + std::to_string(m_settings.channels) +
                                                 " channels whose sides are multiples of 16 voxels, not " +
                                                 textOf(x.sizes()) + ".");
    }
    const std::int64_t deepest = std::int64_t{m_settings.filters} << 4;
    const torch::Tensor laid = m_settings.isLiteral ? x.contiguous() : channelsLast(x);
    return m_encoder->forward(laid, dropoutMask(x.size(0), deepest));
}

SubnetworkOutput MutualVNetImpl::decode(DecoderImpl& decoder, const EncoderFeatures& encoded) {
    SubnetworkOutput output;
    output.features = decoder.features(encoded, dropoutMask(encoded[0].size(0), m_settings.filters));
    output.logits = decoder.logits(output.features);
    return output;
}

SubnetworkOutput MutualVNetImpl::decodeA(const EncoderFeatures& encoded) {
    return decode(*m_decoderA, encoded);
}

SubnetworkOutput MutualVNetImpl::decodeB(const EncoderFeatures& encoded) {
    return decode(*m_decoderB, encoded);
}

std::array<SubnetworkOutput, 2> MutualVNetImpl::forward(const torch::Tensor& x) {
    const EncoderFeatures encoded = encode(x);
    SubnetworkOutput a = decodeA(encoded);
    return {std::move(a), decodeB(encoded)};
}

torch::Tensor MutualVNetImpl::dropoutMask(std::int64_t batch, std::int64_t channels) {
    if (!is_training() || m_settings.dropout <= 0) {
        return {};
    }
    const double kept = 1.0 - m_settings.dropout;
    torch::Tensor mask = torch::empty({m_ranks != nullptr ? batch * m_ranks->ranks() : batch, channels});
    mask.bernoulli_(kept, m_generator);
    if (m_ranks != nullptr) {
        mask = mask.narrow(0, batch * m_ranks->rank(), batch);
    }
    return kept > 0 ? mask.div_(kept) : mask;
}

void MutualVNetImpl::shareAmong(const RankGroup& ranks) {
    m_ranks = &ranks;
    for (const std::shared_ptr<torch::nn::Module>& module : modules(false)) {
        if (auto* norm = module->as<NormImpl>()) {
            norm->setRanks(&ranks);
        }
    }
}

torch::Tensor MutualVNetImpl::dropoutState() const {
    return m_generator.get_state();
}

void MutualVNetImpl::setDropoutState(const torch::Tensor& state) {
    m_generator.set_state(state);
}

}  // namespace tandem
