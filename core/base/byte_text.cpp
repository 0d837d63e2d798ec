#include "core/base/byte_text.h"

#include <array>
#include <format>

namespace tandem {

std::string bytesText(std::uint64_t bytes) {
    constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    constexpr double kStep = 1024;
    constexpr double kLastWithTenths = 99.95;  // "99.9 MiB", then "100 MiB"
    constexpr double kLastOfUnit = 1023.5;     // "1023 MiB", then "1.0 GiB"
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= kLastOfUnit && unit + 1 < kUnits.size(); ++unit) {
        value /= kStep;
    }
    return std::format("{:.{}f} {}", value, unit == 0 || value >= kLastWithTenths ? 0 : 1, kUnits[unit]);
}

}  // namespace tandem
