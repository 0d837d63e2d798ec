// An evaluation as a table for the terminal.
#pragma once

#include <string>

namespace tandem {
struct Evaluation;
}

namespace tandem::cli {

/// A row per case and class, then the means.
[[nodiscard]] std::string evaluationTable(const Evaluation& evaluation);

}  // namespace tandem::cli
