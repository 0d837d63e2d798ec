// How far a mean over cases could lie elsewhere, had other cases been drawn.
//
// The percentile bootstrap: Efron and Tibshirani, An introduction to the bootstrap, 1993. Thread-safe. Invariant: the
// same values give the same interval.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

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

/// For figures of all cases together, which are no means: how often each of so many cases, one at least, comes in each
/// of 1000 draws, and the spread of a figure by what it is in such draws, one at least.
[[nodiscard]] std::vector<std::vector<int>> caseDraws(std::size_t cases);
[[nodiscard]] Spread spreadOf(double value, std::vector<double> ofDraws, int cases);

}  // namespace tandem
