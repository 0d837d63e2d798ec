// What the network costs, counted from how it is built, without building it. Thread-safe.
//
// Invariant: the count is that of MutualVNet with the same settings.
#pragma once

#include "core/engine/network/mutual_vnet.h"

#include <cstdint>

namespace tandem {

[[nodiscard]] std::uint64_t parameterCount(const NetworkSettings& network);

/// Of the multiplications of a forward pass: encoder and decoder A alone.
inline constexpr double kShareOfDecoderA = 40.1 / 87.8;  // GMAC, for a patch of 112 x 112 x 80 with 16 filters

}  // namespace tandem
