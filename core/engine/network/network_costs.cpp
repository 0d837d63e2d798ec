#include "core/engine/network/network_costs.h"

namespace tandem {

std::uint64_t parameterCount(const NetworkSettings& network) {
    // Between features of the network: 27 weights for each pair of channels of a 3x3x3 convolution, 8 where the
    // resolution changes, but 27 in the upsampling of decoder B.
    constexpr std::uint64_t kWeights = 48'188;
    // For each feature that a convolution makes a bias, and scale and shift of the norm.
    constexpr std::uint64_t kOfFeatures = 693;
    const auto filters = static_cast<std::uint64_t>(network.filters);
    const auto channels = static_cast<std::uint64_t>(network.channels);
    const auto classes = static_cast<std::uint64_t>(network.classes);
    return kWeights * filters * filters + (kOfFeatures + 27 * channels) * filters + 2 * classes * (filters + 1);
}

}  // namespace tandem
