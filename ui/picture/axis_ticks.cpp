#include "ui/picture/axis_ticks.h"

#include "ui/numbers/quantity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace tandem {
namespace {

constexpr std::array kMantissas{1.0, 2.0, 5.0, 10.0};

/// The smallest of 1, 2, 5, 10, ... that leaves at most `most` ticks in a length.
double niceStep(double length, int most) {
    const double rough = length / std::max(1, most - 1);
    const double decade = std::pow(10.0, std::floor(std::log10(rough)));
    const auto step =
        std::ranges::find_if(kMantissas, [&](double mantissa) { return mantissa * decade >= rough * (1 - 1e-9); });
    return decade * (step == kMantissas.end() ? 10.0 : *step);
}

std::int64_t ticksWithin(const AxisRange& range, double step) {
    const double slack = 1e-6;
    return static_cast<std::int64_t>(std::floor(range.high / step + slack) - std::ceil(range.low / step - slack)) + 1;
}

/// The smallest step whose ticks in the range are at most so many. Where a range begins and ends decides whether there
/// are more or fewer than its length says.
double stepFor(const AxisRange& range, int most) {
    double step = niceStep(range.length(), most);
    while (true) {
        const double decade = std::pow(10.0, std::floor(std::log10(step) + 1e-9));
        const double finer = step / decade > 4 ? step / 2.5 : step / 2;
        if (ticksWithin(range, finer) > most) {
            return step;
        }
        step = finer;
    }
}

QString linearLabel(double value, double step) {
    const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    if (digits > 5 || std::abs(value) >= 1e7) {
        return value == 0 ? Quantity::count(0) : Quantity::significant(value, 3);
    }
    return Quantity::fixed(value, digits);
}

}  // namespace

std::vector<AxisTick> linearTicks(const AxisRange& range, int most) {
    std::vector<AxisTick> ticks;
    if (!(range.length() > 0) || !std::isfinite(range.length())) {
        return ticks;
    }
    const double step = stepFor(range, std::max(2, most));
    const double slack = step * 1e-6;
    for (double index = std::ceil((range.low - slack) / step); index * step <= range.high + slack; ++index) {
        const double value = index == 0 ? 0.0 : index * step;
        ticks.push_back({value, linearLabel(value, step)});
    }
    return ticks;
}

std::vector<AxisTick> logarithmicTicks(const AxisRange& range, int most) {
    std::vector<AxisTick> ticks;
    if (!(range.low > 0) || !(range.high > range.low)) {
        return ticks;
    }
    const int first = static_cast<int>(std::floor(std::log10(range.low)));
    const int last = static_cast<int>(std::ceil(std::log10(range.high)));
    const int decades = last - first;
    const int stride = 1 + decades / std::max(2, most);
    const bool isShort = decades * 3 <= most;
    for (int exponent = first; exponent <= last; exponent += stride) {
        for (const double mantissa : {1.0, 2.0, 5.0}) {
            const double value = mantissa * std::pow(10.0, exponent);
            if ((mantissa == 1.0 || isShort) && value >= range.low * (1 - 1e-9) && value <= range.high * (1 + 1e-9)) {
                ticks.push_back({value, Quantity::significant(value, 3)});
            }
        }
    }
    return ticks;
}

QString readingText(double value) {
    const bool isWhole = std::abs(value) < 1e9 && value == std::floor(value);
    return isWhole ? Quantity::count(static_cast<std::int64_t>(value)) : Quantity::significant(value, 4);
}

}  // namespace tandem
