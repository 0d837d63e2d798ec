// Training at the field's width on a device against the same on the CPU. The golden network is too narrow for the
// kernels that most devices spend their time in. Thread-safe.
#pragma once

#include "core/engine/check/check_row.h"

#include <c10/core/Device.h>

namespace tandem {

/// A step in float32: losses, and the gradients of all weights as one vector, relative to the CPU's in float64.
[[nodiscard]] CheckRows deviceAgainstCpu(const c10::Device& device);

/// A layer's features and gradients in bfloat16, relative to the CPU's in float32. A whole step would say little: what
/// the first layers round, the last ones amplify.
[[nodiscard]] CheckRows layersInBfloat16(const c10::Device& device);

}  // namespace tandem
