// The one place in the command line that turns numbers into text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tandem::cli {

/// "1 h 5 min", "42 s", "3.1 s"
[[nodiscard]] std::string durationText(double seconds);
/// Fixed digits after the point; "-" for nothing.
[[nodiscard]] std::string fixedText(double value, int digits);
[[nodiscard]] std::string fixedText(const std::optional<double>& value, int digits);

}  // namespace tandem::cli
