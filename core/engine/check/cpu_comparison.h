// A step of training at the field's width on a device against the same on the CPU. The golden network is too narrow for
// the kernels that most devices spend their time in. Thread-safe.
#pragma once

#include "core/engine/check/check_row.h"
#include "core/engine/numerics/precision.h"

#include <c10/core/Device.h>

namespace tandem {

/// Losses, and the gradients of all weights as one vector, each relative to the CPU's in float64.
[[nodiscard]] CheckRows deviceAgainstCpu(const c10::Device& device, Precision precision);

}  // namespace tandem
