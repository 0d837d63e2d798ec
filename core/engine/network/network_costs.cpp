#include "core/engine/network/network_costs.h"

#include <array>
#include <cmath>
#include <cstddef>

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

double stepOperations(const NetworkSettings& network, std::int64_t batch, const Index3& patch) {
    constexpr std::array<double, 5> kEncoderConvolutions{0, 2, 3, 3, 3};  // beside that of the image
    constexpr std::array<double, 4> kDecoderConvolutions{1, 2, 3, 3};     // finest level first
    const auto voxels = static_cast<double>(patch[0] * patch[1] * patch[2]);
    double products =
        27.0 * voxels * network.channels * network.filters + 2.0 * voxels * network.filters * network.classes;
    for (std::size_t level = 0; level < 5; ++level) {
        const double here = voxels / std::pow(8.0, static_cast<double>(level));
        const double width = network.filters * std::pow(2.0, static_cast<double>(level));
        products += kEncoderConvolutions[level] * 27 * here * width * width;
        if (level < 4) {
            const double below = here / 8;
            products += 8 * below * width * 2 * width;       // down
            products += (1 + 8) * here * 2 * width * width;  // up, of decoders A and B
            products += 2 * kDecoderConvolutions[level] * 27 * here * width * width;
        }
    }
    constexpr double kOperations = 2;  // of a product that is added
    constexpr double kPasses = 3;      // forward, and the gradients of features and of weights
    return kOperations * kPasses * static_cast<double>(batch) * products;
}

}  // namespace tandem
