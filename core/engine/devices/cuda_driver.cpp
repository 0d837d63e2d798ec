#include "core/engine/devices/cuda_driver.h"

#include "core/base/library_function.h"

#include <dlfcn.h>
#include <torch/cuda.h>

#include <array>
#include <string>

namespace tandem {
namespace {

constexpr int kSuccess = 0;
constexpr int kComputeCapabilityMajor = 75;

/// Whether all of it is there.
bool open(CudaDriver& driver) {
    void* const library = ::dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
    return library != nullptr && loadFunction(library, "cuInit", driver.init) &&
           loadFunction(library, "cuDeviceGet", driver.deviceGet) &&
           loadFunction(library, "cuDeviceGetName", driver.deviceGetName) &&
           loadFunction(library, "cuDeviceGetAttribute", driver.deviceGetAttribute) &&
           loadFunction(library, "cuDeviceTotalMem_v2", driver.deviceTotalMemory) &&
           loadFunction(library, "cuDevicePrimaryCtxGetState", driver.contextState) &&
           loadFunction(library, "cuDevicePrimaryCtxRetain", driver.contextRetain) &&
           loadFunction(library, "cuDevicePrimaryCtxRelease_v2", driver.contextRelease) &&
           loadFunction(library, "cuCtxPushCurrent_v2", driver.contextPush) &&
           loadFunction(library, "cuCtxPopCurrent_v2", driver.contextPop) &&
           loadFunction(library, "cuMemGetInfo_v2", driver.memoryInfo) && driver.init(0) == kSuccess;
}

}  // namespace

const CudaDriver* cudaDriver() {
    static CudaDriver driver;
    static const bool kIsComplete = open(driver);
    return kIsComplete ? &driver : nullptr;
}

Device describeCudaDevice(const CudaDriver& driver, int index) {
    constexpr int kAmpere = 8;  // the first generation with bfloat16
    std::array<char, 256> title{};
    int device = 0;
    int major = 0;
    std::size_t bytes = 0;
    if (driver.deviceGet(&device, index) == kSuccess) {
        driver.deviceGetName(title.data(), static_cast<int>(title.size()) - 1, device);
        driver.deviceGetAttribute(&major, kComputeCapabilityMajor, device);
        driver.deviceTotalMemory(&bytes, device);
    }
    return {.name = "cuda:" + std::to_string(index),
            .title = title.data(),
            .totalBytes = bytes,
            .hasBfloat16 = major >= kAmpere};
}

DeviceMemory CudaMemory::of(int index) {
    constexpr std::chrono::seconds kFresh{10};
    int device = 0;
    unsigned flags = 0;
    int isActive = 0;
    if (m_driver.deviceGet(&device, index) != kSuccess ||
        m_driver.contextState(device, &flags, &isActive) != kSuccess) {
        return {};
    }
    if (isActive != 0) {
        return ask(device);
    }
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    const auto kept = m_kept.find(index);
    if (kept != m_kept.end() && now - kept->second.since < kFresh) {
        return kept->second.memory;
    }
    const DeviceMemory memory = ask(device);
    m_kept[index] = {now, memory};
    return memory;
}

DeviceMemory CudaMemory::ask(int device) const {
    void* context = nullptr;
    if (m_driver.contextRetain(&context, device) != kSuccess) {
        return {};
    }
    std::size_t freeBytes = 0;
    std::size_t totalBytes = 0;
    if (m_driver.contextPush(context) == kSuccess) {
        m_driver.memoryInfo(&freeBytes, &totalBytes);
        m_driver.contextPop(&context);
    }
    m_driver.contextRelease(device);
    return {.totalBytes = totalBytes, .freeBytes = freeBytes};
}

std::vector<Device> cudaDevices() {
    std::vector<Device> devices;
    const CudaDriver* driver = torch::cuda::is_available() ? cudaDriver() : nullptr;
    const int count = driver != nullptr ? static_cast<int>(torch::cuda::device_count()) : 0;
    for (int index = 0; index < count; ++index) {
        devices.push_back(describeCudaDevice(*driver, index));
    }
    return devices;
}

std::string cudaBusAddress(int index) {
    constexpr std::array kParts{50, 33, 34};  // CU_DEVICE_ATTRIBUTE_PCI_DOMAIN_ID, _PCI_BUS_ID, _PCI_DEVICE_ID
    const CudaDriver* const driver = cudaDriver();
    int device = 0;
    if (driver == nullptr || driver->deviceGet(&device, index) != kSuccess) {
        return "";
    }
    std::string address;
    for (const int part : kParts) {
        int number = 0;
        driver->deviceGetAttribute(&number, part, device);
        address += (address.empty() ? "" : ":") + std::to_string(number);
    }
    return address;
}

DeviceMemory cudaMemory(int index) {
    const CudaDriver* const driver = cudaDriver();
    if (driver == nullptr) {
        return {};
    }
    static CudaMemory memory(*driver);
    return memory.of(index);
}

}  // namespace tandem
