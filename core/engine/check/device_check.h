// All that shows whether the engine computes rightly on a device: golden numbers, its own check of bfloat16, repetition
// and resumption. Takes well under a minute.
//
// Not for two at once: true float32 is a state of the process (true_float32.h). Invariant: a comparison that fails or
// throws does not keep the others from being made.
#pragma once

#include "core/engine/check/check_row.h"

#include <c10/core/Device.h>

#include <filesystem>
#include <functional>
#include <stop_token>

namespace tandem {

struct DeviceCheck {
    c10::Device device{c10::kCPU};
    std::filesystem::path golden;   ///< folder of the golden files
    std::filesystem::path scratch;  ///< a folder for made cases and checkpoints, the caller's to take away
};

/// Tells each row as soon as it is there. Throws Error (Cancelled).
void checkDevice(const DeviceCheck& check, const std::function<void(const CheckRow&)>& told,
                 const std::stop_token& stop);

}  // namespace tandem
