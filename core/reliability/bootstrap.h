// How far a mean over cases could lie elsewhere, had other cases been drawn.
//
// The percentile bootstrap: Efron and Tibshirani, An introduction to the bootstrap, 1993. Thread-safe. Invariant: the
// same values give the same interval.
#pragma once

#include <optional>
#include <span>

namespace tandem {

/// A mean over cases with its 95 % interval.
struct Spread {
    double value = 0;
    double low = 0;
    double high = 0;
    int cases = 0;  ///< that have a value

    bool operator==(const Spread&) const = default;
};

/// From 1000 draws of as many cases, with a fixed seed. Cases without a value are left out; absent when none has one.
[[nodiscard]] std::optional<Spread> spreadOf(std::span<const std::optional<double>> ofCases);

}  // namespace tandem
