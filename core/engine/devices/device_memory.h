// How much memory a device has, and how much of it this process uses.
//
// Thread-safe; the peaks are of the whole process. Where LibTorch's allocator cannot be asked (CUDA builds before 2.9
// without CUDA's headers), use is what the driver reports, peaks are the present use, and a reserve stays until the
// process ends (shared_reserve.h).
#pragma once

#include <c10/core/Device.h>

#include <cstdint>

namespace tandem {

struct DeviceMemory {
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;  ///< also what this process holds in reserve and does not use
};

[[nodiscard]] DeviceMemory memoryOf(const c10::Device& device);

/// Bytes in tensors on a CUDA device; on the CPU what is resident of this process.
[[nodiscard]] std::uint64_t bytesInUse(const c10::Device& device);
/// The most since the process began or since resetPeakBytesInUse().
[[nodiscard]] std::uint64_t peakBytesInUse(const c10::Device& device);
void resetPeakBytesInUse(const c10::Device& device);

}  // namespace tandem
