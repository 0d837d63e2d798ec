// Golden tensors, and how close two tensors are.
#pragma once

#include "core/engine/network/safetensors.h"
#include "tests/core/test_files.h"

#include <torch/types.h>

#include <QString>
#include <string>

namespace tandem {

[[nodiscard]] inline TensorFile goldenTensors(const std::string& name) {
    return readSafetensors(goldenFile(name + ".safetensors"));
}

/// The largest absolute difference; infinite where the shapes differ or a value is NaN.
[[nodiscard]] inline double distance(const torch::Tensor& actual, const torch::Tensor& expected) {
    if (actual.sizes() != expected.sizes()) {
        return std::numeric_limits<double>::infinity();
    }
    const double largest =
        (actual.detach().to(torch::kFloat64) - expected.detach().to(torch::kFloat64)).abs().max().item<double>();
    return largest == largest ? largest : std::numeric_limits<double>::infinity();
}

}  // namespace tandem

#define VERIFY_CLOSE(actual, expected, tolerance)                                                   \
    do {                                                                                            \
        const double off = tandem::distance(actual, expected);                                      \
        QVERIFY2(off <= (tolerance), qPrintable(QString("%1 is off by %2").arg(#actual).arg(off))); \
    } while (false)
