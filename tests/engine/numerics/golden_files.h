// Golden tensors, and the verdict on how close two tensors are.
#pragma once

#include "core/engine/check/check_row.h"
#include "core/engine/network/safetensors.h"
#include "tests/core/test_files.h"

#include <torch/types.h>

#include <QString>
#include <string>

namespace tandem {

[[nodiscard]] inline TensorFile goldenTensors(const std::string& name) {
    return readSafetensors(goldenFile(name + ".safetensors"));
}

}  // namespace tandem

#define VERIFY_CLOSE(actual, expected, tolerance)                                                   \
    do {                                                                                            \
        const double off = tandem::distance(actual, expected);                                      \
        QVERIFY2(off <= (tolerance), qPrintable(QString("%1 is off by %2").arg(#actual).arg(off))); \
    } while (false)
