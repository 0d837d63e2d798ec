#include "core/engine/devices/device_memory.h"

#include "core/engine/devices/cpu_info.h"
#include "core/engine/devices/cuda_allocator.h"
#include "core/engine/devices/cuda_driver.h"
#include "core/engine/devices/process_memory.h"

namespace tandem {

DeviceMemory memoryOf(const c10::Device& device) {
    if (!device.is_cuda()) {
        return cpuMemory();
    }
    DeviceMemory memory = cudaMemory(device.index());
    if (const auto use = cudaAllocatorUse(device.index())) {
        memory.freeBytes += use->reservedBytes - use->allocatedBytes;
    }
    return memory;
}

std::uint64_t bytesInUse(const c10::Device& device) {
    if (!device.is_cuda()) {
        return residentBytes();
    }
    if (const auto use = cudaAllocatorUse(device.index())) {
        return use->allocatedBytes;
    }
    const DeviceMemory memory = cudaMemory(device.index());
    return memory.totalBytes - memory.freeBytes;
}

std::uint64_t peakBytesInUse(const c10::Device& device) {
    if (!device.is_cuda()) {
        return peakResidentBytes();
    }
    const auto use = cudaAllocatorUse(device.index());
    return use ? use->peakAllocatedBytes : bytesInUse(device);
}

void resetPeakBytesInUse(const c10::Device& device) {
    if (device.is_cuda()) {
        resetCudaAllocatorPeak(device.index());
    } else {
        resetPeakResidentBytes();
    }
}

}  // namespace tandem
