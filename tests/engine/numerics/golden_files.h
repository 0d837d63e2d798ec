// The golden numbers and how close two tensors are.
#pragma once

#include "core/engine/network/safetensors.h"

#include <torch/torch.h>

#include <QString>
#include <filesystem>
#include <string>

namespace tandem {

/// TANDEM_GOLDEN, or the folder beside the source.
[[nodiscard]] inline std::filesystem::path goldenFile(const std::string& name) {
    const QString folder = qEnvironmentVariable("TANDEM_GOLDEN", TANDEM_SOURCE_DIR "/../shared/golden");
    return std::filesystem::path(folder.toStdString()) / (name + ".safetensors");
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

/// Ends the test where the golden numbers are missing: skipped, or failed on a machine that must have them.
#define NEED_GOLDEN(name)                                                              \
    if (!std::filesystem::exists(tandem::goldenFile(name))) {                          \
        QVERIFY2(!qEnvironmentVariableIsSet("CI"), "The golden numbers are missing."); \
        QSKIP("The golden numbers are missing; set TANDEM_GOLDEN to their folder.");   \
    }

#define VERIFY_CLOSE(actual, expected, tolerance)                                                   \
    do {                                                                                            \
        const double off = tandem::distance(actual, expected);                                      \
        QVERIFY2(off <= (tolerance), qPrintable(QString("%1 is off by %2").arg(#actual).arg(off))); \
    } while (false)
