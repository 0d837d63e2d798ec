// What the system tells about the processor and its memory. Thread-safe.
#pragma once

#include "core/engine/devices/device_memory.h"

#include <string>

namespace tandem {

/// The processor's name as the system gives it, or "CPU".
[[nodiscard]] std::string cpuTitle();

/// Whether the processor multiplies bfloat16 in hardware (AVX-512 or AMX).
[[nodiscard]] bool cpuHasBfloat16();

/// What this process may use: the machine's memory, or less where a control group limits it.
[[nodiscard]] DeviceMemory cpuMemory();

}  // namespace tandem
