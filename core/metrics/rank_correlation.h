// Spearman's correlation of ranks.
//
// Thread-safe. Invariant: ties share their mean rank; a correlation that is not defined is absent.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tandem {

/// From 0; ties share their mean rank.
[[nodiscard]] std::vector<double> ranksOf(std::span<const double> values);

/// Of two equally long lists. Absent for fewer than three values or constant ones.
[[nodiscard]] std::optional<double> rankCorrelation(std::span<const double> a, std::span<const double> b);

}  // namespace tandem
