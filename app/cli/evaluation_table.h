// An evaluation as a table for the terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tandem {
struct Evaluation;
}

namespace tandem::cli {

/// A row per case and class, then the means and what they leave out.
[[nodiscard]] std::string evaluationTable(const Evaluation& evaluation);

/// "18.72", or "18.72 (2/5)" where the mean is over 2 of 5 cases only.
[[nodiscard]] std::string meanText(const std::optional<double>& mean, int digits, int cases, std::size_t all);

}  // namespace tandem::cli
