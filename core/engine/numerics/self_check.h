// Whether reduced precision can be trusted on a device.
//
// 3D convolutions in bfloat16 are wrong or slow in some versions of cuDNN (pytorch/pytorch#163539, #166122, #166480),
// so they are compared with float32 on the device in use. Thread-safe. Invariant: no generator but its own is drawn
// from.
#pragma once

#include "core/engine.h"

#include <c10/core/Device.h>

namespace tandem {

/// Convolution, transposed convolution and batch norm, forward and backward, in bfloat16 against float32. Takes under a
/// second. What a library throws becomes a message, not an exception.
[[nodiscard]] SelfCheck selfCheck(const c10::Device& device);

/// What these figures of a check say, with its sentence.
[[nodiscard]] SelfCheck judged(const c10::Device& device, double largestError, double speedup);

/// Whether bfloat16 is no further from float32 than its rounding explains.
[[nodiscard]] bool isRight(const SelfCheck& check);

}  // namespace tandem
