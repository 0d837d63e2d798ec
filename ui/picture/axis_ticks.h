// Where an axis has ticks and what stands at them. Thread-safe.
//
// Invariant: ticks lie within the range, rise, and are 1, 2 or 5 times a power of ten apart (linear) or whole decades
// or their 2 and 5 fold (logarithmic).
#pragma once

#include <QString>
#include <vector>

namespace tandem {

struct AxisRange {
    double low = 0;
    double high = 1;

    bool operator==(const AxisRange&) const = default;
    [[nodiscard]] double length() const noexcept { return high - low; }
};

struct AxisTick {
    double value = 0;
    QString label;
};

/// At most `most` (2 or more) ticks, with as many digits as tell them apart.
[[nodiscard]] std::vector<AxisTick> linearTicks(const AxisRange& range, int most);
/// For a range above 0.
[[nodiscard]] std::vector<AxisTick> logarithmicTicks(const AxisRange& range, int most);

/// A number for a person to read off a curve, with four significant digits.
[[nodiscard]] QString readingText(double value);

}  // namespace tandem
