// The colour maps by which values are shown: perceptually uniform ones, so that equal steps look equal, and grey.
//
// Thread-safe. Viridis, magma and cividis are matplotlib's, released under CC0.
#pragma once

#include "core/maps/map_name.h"

#include <array>
#include <cstdint>

namespace tandem {

enum class ColourMapName { Grey, Viridis, Magma, Cividis };

/// In which a map of numbers is shown, everywhere.
[[nodiscard]] ColourMapName coloursOf(MapKind kind);

/// Red, green and blue at a fraction of the map, taken from its 256 entries. Fractions outside of 0..1 are clamped to
/// it, and one that is not a number gives the lowest colour.
[[nodiscard]] std::array<std::uint8_t, 3> colourAt(ColourMapName map, double fraction);

}  // namespace tandem
