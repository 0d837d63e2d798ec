#include "app/cli/numbers.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace tandem::cli {

std::string fixedText(double value, int digits) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return text.data();
}

std::string fixedText(const std::optional<double>& value, int digits) {
    return value ? fixedText(*value, digits) : "-";
}

std::string durationText(double seconds) {
    if (seconds < 10) {
        return fixedText(seconds, 1) + " s";
    }
    const long whole = std::lround(seconds);
    if (whole < 120) {
        return std::to_string(whole) + " s";
    }
    if (whole < 3600) {
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    }
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

}  // namespace tandem::cli
