// NVIDIA devices as the driver describes them. The driver's library is opened when first asked, so that the engine is
// built without CUDA's headers and runs without a driver.
//
// Thread-safe. Invariant: to list and to describe devices makes no context on them, which takes time and hundreds of
// MiB of a GPU that others may be using; only their free memory cannot be told without.
#pragma once

#include "core/engine.h"
#include "core/engine/devices/device_memory.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace tandem {

/// The few functions of libcuda that are needed, in the types of cuda.h (CUDA Driver API), which are stable over all
/// its versions. Null where the library is not there.
struct CudaDriver {
    int (*init)(unsigned) = nullptr;
    int (*deviceGet)(int*, int) = nullptr;
    int (*deviceGetName)(char*, int, int) = nullptr;
    int (*deviceGetAttribute)(int*, int, int) = nullptr;
    int (*deviceTotalMemory)(std::size_t*, int) = nullptr;
    int (*contextState)(int, unsigned*, int*) = nullptr;
    int (*contextRetain)(void**, int) = nullptr;
    int (*contextRelease)(int) = nullptr;
    int (*contextPush)(void*) = nullptr;
    int (*contextPop)(void**) = nullptr;
    int (*memoryInfo)(std::size_t*, std::size_t*) = nullptr;
};

/// Null without a usable driver.
[[nodiscard]] const CudaDriver* cudaDriver();

/// Name, title, total memory and generation; freeBytes is left 0.
[[nodiscard]] Device describeCudaDevice(const CudaDriver& driver, int index);

/// What memory is free on devices, as a driver reports it: memory in LibTorch's reserve is not free.
class CudaMemory {
public:
    explicit CudaMemory(const CudaDriver& driver) : m_driver(driver) {}

    /// Asks in the context that the process has on the device. Where it has none, one is made and, so that a program
    /// that starts does not make one after the other, the answer is kept for some seconds. Zeros when the driver cannot
    /// tell.
    [[nodiscard]] DeviceMemory of(int index);

private:
    struct Kept {
        std::chrono::steady_clock::time_point since;
        DeviceMemory memory;
    };

    [[nodiscard]] DeviceMemory ask(int device) const;

    const CudaDriver& m_driver;
    std::mutex m_mutex;
    std::map<int, Kept> m_kept;  ///< guarded by m_mutex
};

/// The devices that LibTorch can use, by index, without their free memory; empty without a driver or in a build for the
/// CPU alone.
[[nodiscard]] std::vector<Device> cudaDevices();

/// Where the device sits in its machine, such as "0:65:0", by whatever index a process knows it.
[[nodiscard]] std::string cudaBusAddress(int index);

/// See CudaMemory. Zeros without a driver.
[[nodiscard]] DeviceMemory cudaMemory(int index);

}  // namespace tandem
