// Numbers as the training page shows them, with their units. Thread-safe.
//
// Invariant: what is not known is a dash.
#pragma once

#include <QString>
#include <cstdint>
#include <optional>

namespace tandem {

/// "3.2 GiB"
[[nodiscard]] QString bytesText(double bytes);
/// "1 h 5 min", "3 min 20 s", "42 s"
[[nodiscard]] QString durationText(double seconds);
/// "15,000" in English
[[nodiscard]] QString countText(std::int64_t count);
[[nodiscard]] QString fixedText(const std::optional<double>& value, int digits);

}  // namespace tandem
