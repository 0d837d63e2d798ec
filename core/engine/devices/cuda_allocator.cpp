#include "core/engine/devices/cuda_allocator.h"

// CMakeLists.txt chooses: LibTorch 2.9 and later has an interface for every kind of device; before, the allocator is
// reached through a header that needs CUDA's own.
#if defined(TANDEM_TORCH_DEVICE_ALLOCATOR)
#include <c10/core/CachingDeviceAllocator.h>
#include <torch/cuda.h>
#elif defined(TANDEM_TORCH_CUDA_HEADERS)
#include <c10/cuda/CUDACachingAllocator.h>
#include <torch/cuda.h>
#endif

namespace tandem {

#if defined(TANDEM_TORCH_DEVICE_ALLOCATOR) || defined(TANDEM_TORCH_CUDA_HEADERS)
namespace {

#if defined(TANDEM_TORCH_DEVICE_ALLOCATOR)
/// Null without a device, or before its first tensor.
c10::DeviceAllocator* allocatorOrNull() {
    auto* allocator = torch::cuda::is_available() ? c10::getDeviceAllocator(c10::kCUDA) : nullptr;
    return allocator != nullptr && allocator->initialized() ? allocator : nullptr;
}
#else
c10::cuda::CUDACachingAllocator::CUDAAllocator* allocatorOrNull() {
    auto* allocator = torch::cuda::is_available() ? c10::cuda::CUDACachingAllocator::get() : nullptr;
    return allocator != nullptr && allocator->initialized() ? allocator : nullptr;
}
#endif

}  // namespace

std::optional<AllocatorUse> cudaAllocatorUse(int index) {
    auto* allocator = allocatorOrNull();
    if (allocator == nullptr) {
        return std::nullopt;
    }
    constexpr std::size_t kAggregate = 0;
    const auto statistics = allocator->getDeviceStats(static_cast<c10::DeviceIndex>(index));
    const auto& allocated = statistics.allocated_bytes[kAggregate];
    return AllocatorUse{.allocatedBytes = static_cast<std::uint64_t>(allocated.current),
                        .peakAllocatedBytes = static_cast<std::uint64_t>(allocated.peak),
                        .reservedBytes = static_cast<std::uint64_t>(statistics.reserved_bytes[kAggregate].current)};
}

void resetCudaAllocatorPeak(int index) {
    if (auto* allocator = allocatorOrNull(); allocator != nullptr) {
        allocator->resetPeakStats(static_cast<c10::DeviceIndex>(index));
    }
}

void emptyCudaAllocator() {
    if (auto* allocator = allocatorOrNull(); allocator != nullptr) {
        allocator->emptyCache();
    }
}

#else

std::optional<AllocatorUse> cudaAllocatorUse(int /*index*/) {
    return std::nullopt;
}

void resetCudaAllocatorPeak(int /*index*/) {}

void emptyCudaAllocator() {}

#endif

}  // namespace tandem
