#include "core/base/number_text.h"

#include <array>
#include <cmath>
#include <format>

namespace tandem {

ScaledBytes scaledBytes(double bytes) {
    constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    constexpr double kStep = 1024;
    constexpr double kLastWithTenths = 99.95;  // "99.9 MiB", then "100 MiB"
    constexpr double kLastOfUnit = 1023.5;     // "1023 MiB", then "1.0 GiB"
    std::size_t unit = 0;
    for (; bytes >= kLastOfUnit && unit + 1 < kUnits.size(); ++unit) {
        bytes /= kStep;
    }
    return {.value = bytes, .decimals = unit == 0 || bytes >= kLastWithTenths ? 0 : 1, .unit = kUnits[unit]};
}

SplitDuration splitDuration(double seconds) {
    const std::int64_t whole = std::llround(seconds);
    return {.hours = whole / 3600, .minutes = whole % 3600 / 60, .seconds = whole % 60};
}

std::string bytesText(std::uint64_t bytes) {
    const ScaledBytes scaled = scaledBytes(static_cast<double>(bytes));
    return fixedText(scaled.value, scaled.decimals) + " " + scaled.unit;
}

std::string durationText(double seconds) {
    constexpr double kLastWithTenths = 9.95;
    if (seconds < kLastWithTenths) {
        return fixedText(seconds, 1) + " s";
    }
    const SplitDuration split = splitDuration(seconds);
    return split.hours > 0     ? std::format("{} h {} min", split.hours, split.minutes)
           : split.minutes > 0 ? std::format("{} min {} s", split.minutes, split.seconds)
                               : std::format("{} s", split.seconds);
}

std::string fixedText(double value, int decimals) {
    std::string text = std::format("{:.{}f}", value, decimals);
    const bool isNegativeZero = text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos;
    return isNegativeZero ? text.substr(1) : text;
}

std::string fixedText(const std::optional<double>& value, int decimals) {
    return value ? fixedText(*value, decimals) : "-";
}

std::string significantText(double value, int digits) {
    return std::format("{:.{}g}", value, digits);
}

std::string intervalText(double value, double low, double high, int decimals) {
    return fixedText(value, decimals) + " (" + fixedText(low, decimals) + " to " + fixedText(high, decimals) + ")";
}

std::string percentText(double part, int decimals) {
    return fixedText(100 * part, decimals) + " %";
}

std::string casesText(int cases, std::size_t all) {
    return cases > 0 && static_cast<std::size_t>(cases) < all ? std::format(" ({}/{})", cases, all) : "";
}

}  // namespace tandem
