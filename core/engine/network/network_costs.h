// What the network costs, counted from how it is built, without building it. Thread-safe.
//
// Invariant: the counts are those of MutualVNet with the same settings.
#pragma once

#include "core/engine/network/mutual_vnet.h"
#include "core/volume/geometry.h"

#include <cstdint>

namespace tandem {

[[nodiscard]] std::uint64_t parameterCount(const NetworkSettings& network);

/// Floating-point operations of the convolutions of one training step, forward and backward, of a batch of patches.
[[nodiscard]] double stepOperations(const NetworkSettings& network, std::int64_t batch, const Index3& patch);

/// Of the multiplications of a forward pass: encoder and decoder A alone.
inline constexpr double kShareOfDecoderA = 40.1 / 87.8;  // GMAC, for a patch of 112 x 112 x 80 with 16 filters

}  // namespace tandem
