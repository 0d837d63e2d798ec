// What LibTorch's allocator of CUDA memory holds. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>

namespace tandem {

struct AllocatorUse {
    std::uint64_t allocatedBytes = 0;      ///< in tensors
    std::uint64_t peakAllocatedBytes = 0;  ///< the most so far
    std::uint64_t reservedBytes = 0;       ///< taken from the device, for tensors now and later
};

/// Nothing where the allocator cannot be asked, or has not been used yet.
[[nodiscard]] std::optional<AllocatorUse> cudaAllocatorUse(int index);

void resetCudaAllocatorPeak(int index);

/// Returns what is reserved and not in tensors to the devices.
void emptyCudaAllocator();

}  // namespace tandem
