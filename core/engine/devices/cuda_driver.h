// NVIDIA devices as the driver describes them. The driver's library is opened when first asked, so that the engine is
// built without CUDA's headers and runs without a driver. Thread-safe.
#pragma once

#include "core/engine.h"
#include "core/engine/devices/device_memory.h"

#include <vector>

namespace tandem {

/// The devices that LibTorch can use, by index; empty without a driver or in a build for the CPU alone.
[[nodiscard]] std::vector<Device> cudaDevices();

/// As the driver reports it: memory in LibTorch's reserve is not free. Zeros when the driver cannot tell.
[[nodiscard]] DeviceMemory cudaMemory(int index);

}  // namespace tandem
