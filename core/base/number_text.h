// Numbers as a person reads them, with their units: in the terminal and in errors as they stand here, in the window by
// the same rules in its language (ui/numbers). Thread-safe.
//
// Invariant: the unit fits the number, so that nothing but nothing reads as 0; the point is a point in every locale.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tandem {

/// How many of which unit, and with how many decimals it is read.
struct ScaledBytes {
    double value = 0;
    int decimals = 0;
    const char* unit = "B";  ///< "KiB", "MiB", "GiB", ...
};

/// Whole hours, then minutes below 60, then seconds below 60, rounded to whole seconds.
struct SplitDuration {
    std::int64_t hours = 0;
    std::int64_t minutes = 0;
    std::int64_t seconds = 0;
};

[[nodiscard]] ScaledBytes scaledBytes(double bytes);
[[nodiscard]] SplitDuration splitDuration(double seconds);

/// "0 B", "312 B", "6.4 KiB", "640 MiB", "3.2 GiB"
[[nodiscard]] std::string bytesText(std::uint64_t bytes);
/// "1 h 5 min", "3 min 20 s", "42 s", "3.1 s"
[[nodiscard]] std::string durationText(double seconds);
/// Fixed digits after the point; "-" for nothing.
[[nodiscard]] std::string fixedText(double value, int decimals);
[[nodiscard]] std::string fixedText(const std::optional<double>& value, int decimals);
/// With so many digits that count, as of lengths: "0.625".
[[nodiscard]] std::string significantText(double value, int digits);
/// "0.94 (0.91 to 0.96)", as a value with its interval
[[nodiscard]] std::string intervalText(double value, double low, double high, int decimals);
/// "12.3 %"
[[nodiscard]] std::string percentText(double part, int decimals);
/// What follows a mean that only so many of all cases have: " (3/4)"; nothing where all have it, or none.
[[nodiscard]] std::string casesText(int cases, std::size_t all);

}  // namespace tandem
