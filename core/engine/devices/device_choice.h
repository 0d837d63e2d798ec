// Which devices there are, and which one a setting means.
//
// Thread-safe. Invariant: "cpu" is always there and always the first of the list.
#pragma once

#include "core/engine.h"
#include "core/engine/devices/device_memory.h"

#include <c10/core/Device.h>

#include <string>
#include <vector>

namespace tandem {

/// The CPU and every usable CUDA device.
[[nodiscard]] std::vector<Device> listDevices();

/// setting: auto (the CUDA device with most free memory, else the CPU), cpu, cuda (the first) or cuda:N.
/// Throws Error (NotFound) listing the devices there are.
[[nodiscard]] c10::Device resolveDevice(const std::string& setting);

/// The name that the setting takes: "cpu", "cuda:0".
[[nodiscard]] std::string nameOf(const c10::Device& device);

}  // namespace tandem
