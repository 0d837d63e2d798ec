#include "core/engine/devices/cuda_driver.h"

#include <dlfcn.h>
#include <torch/cuda.h>

#include <array>
#include <string>

namespace tandem {
namespace {

// Types and numbers of cuda.h (CUDA Driver API), which are stable over all its versions.
using CuDevice = int;
using CuContext = void*;
constexpr int kCuSuccess = 0;
constexpr int kCuComputeCapabilityMajor = 75;

/// The few functions of libcuda that are needed; null where the library is not there.
struct Driver {
    int (*init)(unsigned) = nullptr;
    int (*deviceGet)(CuDevice*, int) = nullptr;
    int (*deviceGetName)(char*, int, CuDevice) = nullptr;
    int (*deviceGetAttribute)(int*, int, CuDevice) = nullptr;
    int (*contextRetain)(CuContext*, CuDevice) = nullptr;
    int (*contextRelease)(CuDevice) = nullptr;
    int (*contextPush)(CuContext) = nullptr;
    int (*contextPop)(CuContext*) = nullptr;
    int (*memoryInfo)(std::size_t*, std::size_t*) = nullptr;

    [[nodiscard]] bool isComplete() const {
        return init && deviceGet && deviceGetName && deviceGetAttribute && contextRetain && contextRelease &&
               contextPush && contextPop && memoryInfo && init(0) == kCuSuccess;
    }
};

template <class F>
void load(void* library, const char* name, F*& function) {
    function = reinterpret_cast<F*>(::dlsym(library, name));
}

Driver openDriver() {
    Driver driver;
    if (void* library = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL); library != nullptr) {
        load(library, "cuInit", driver.init);
        load(library, "cuDeviceGet", driver.deviceGet);
        load(library, "cuDeviceGetName", driver.deviceGetName);
        load(library, "cuDeviceGetAttribute", driver.deviceGetAttribute);
        load(library, "cuDevicePrimaryCtxRetain", driver.contextRetain);
        load(library, "cuDevicePrimaryCtxRelease_v2", driver.contextRelease);
        load(library, "cuCtxPushCurrent_v2", driver.contextPush);
        load(library, "cuCtxPopCurrent_v2", driver.contextPop);
        load(library, "cuMemGetInfo_v2", driver.memoryInfo);
    }
    return driver;
}

/// Null without a usable driver.
const Driver* driverOrNull() {
    static const Driver kDriver = openDriver();
    static const bool kComplete = kDriver.isComplete();
    return kComplete ? &kDriver : nullptr;
}

Device describe(const Driver& driver, int index) {
    constexpr int kAmpere = 8;  // the first generation with bfloat16
    std::array<char, 256> title{};
    CuDevice handle = 0;
    int major = 0;
    if (driver.deviceGet(&handle, index) == kCuSuccess) {
        driver.deviceGetName(title.data(), static_cast<int>(title.size()) - 1, handle);
        driver.deviceGetAttribute(&major, kCuComputeCapabilityMajor, handle);
    }
    const DeviceMemory memory = memoryOf(c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index)));
    return {.name = "cuda:" + std::to_string(index),
            .title = title.data(),
            .totalBytes = memory.totalBytes,
            .freeBytes = memory.freeBytes,
            .hasBfloat16 = major >= kAmpere};
}

}  // namespace

std::vector<Device> cudaDevices() {
    std::vector<Device> devices;
    const Driver* driver = torch::cuda::is_available() ? driverOrNull() : nullptr;
    const int count = driver != nullptr ? static_cast<int>(torch::cuda::device_count()) : 0;
    for (int index = 0; index < count; ++index) {
        devices.push_back(describe(*driver, index));
    }
    return devices;
}

DeviceMemory cudaMemory(int index) {
    const Driver* driver = driverOrNull();
    CuDevice handle = 0;
    CuContext context = nullptr;
    if (driver == nullptr || driver->deviceGet(&handle, index) != kCuSuccess ||
        driver->contextRetain(&context, handle) != kCuSuccess) {
        return {};
    }
    std::size_t freeBytes = 0;
    std::size_t totalBytes = 0;
    if (driver->contextPush(context) == kCuSuccess) {
        driver->memoryInfo(&freeBytes, &totalBytes);
        driver->contextPop(&context);
    }
    driver->contextRelease(handle);
    return {.totalBytes = totalBytes, .freeBytes = freeBytes};
}

}  // namespace tandem
