#include "ui/picture/colour_map.h"

#include "ui/picture/colour_tables.h"

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

std::uint32_t entryOf(ColourMapName map, std::uint32_t index) {
    switch (map) {
        case ColourMapName::Viridis:
            return kViridis[index];
        case ColourMapName::Magma:
            return kMagma[index];
        case ColourMapName::Cividis:
            return kCividis[index];
        case ColourMapName::Grey:
            break;
    }
    return index * 0x010101;
}

}  // namespace

ColourMapName coloursOf(MapKind kind) {
    switch (kind) {
        case MapKind::Uncertainty:
            return ColourMapName::Magma;
        case MapKind::Reliability:
            return ColourMapName::Cividis;
        default:
            return ColourMapName::Viridis;
    }
}

std::array<std::uint8_t, 3> colourAt(ColourMapName map, double fraction) {
    const double place = std::isnan(fraction) ? 0 : std::clamp(fraction, 0.0, 1.0);
    const std::uint32_t entry = entryOf(map, static_cast<std::uint32_t>(std::lround(place * 255)));
    return {static_cast<std::uint8_t>(entry >> 16), static_cast<std::uint8_t>((entry >> 8) & 0xff),
            static_cast<std::uint8_t>(entry & 0xff)};
}

}  // namespace tandem
