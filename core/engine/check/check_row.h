// One comparison of a check: how far off something is, and how far it may be. Plain values, thread-safe.
//
// Invariant: a row that was not run has neither passed nor failed.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>
#include <vector>

namespace tandem {

struct CheckRow {
    std::string group;  ///< what is compared, of which rows follow each other
    std::string name;
    double error = 0;
    std::optional<double> tolerance;  ///< none where the error is only told
    std::string notRun;               ///< why it was not; else empty

    /// A NaN has not passed.
    [[nodiscard]] bool hasFailed() const noexcept { return notRun.empty() && tolerance && !(error <= *tolerance); }
};

using CheckRows = std::vector<CheckRow>;

/// The largest absolute difference, wherever the two are; infinite where the shapes differ or a value is NaN.
[[nodiscard]] double distance(const at::Tensor& actual, const at::Tensor& expected);

}  // namespace tandem
