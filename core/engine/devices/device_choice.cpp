#include "core/engine/devices/device_choice.h"

#include "core/base/error.h"
#include "core/engine/devices/cpu_info.h"
#include "core/engine/devices/cuda_driver.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

namespace tandem {
namespace {

Device cpu() {
    const DeviceMemory memory = cpuMemory();
    return {.name = "cpu",
            .title = cpuTitle(),
            .totalBytes = memory.totalBytes,
            .freeBytes = memory.freeBytes,
            .hasBfloat16 = cpuHasBfloat16()};
}

c10::Device cudaDevice(std::size_t index) {
    return {c10::kCUDA, static_cast<c10::DeviceIndex>(index)};
}

/// N of "cuda:N", 0 of "cuda", nothing of any other text.
std::optional<std::size_t> cudaIndex(std::string_view setting) {
    constexpr std::string_view kCuda = "cuda";
    if (setting == kCuda) {
        return 0;
    }
    if (!setting.starts_with("cuda:")) {
        return std::nullopt;
    }
    const std::string_view digits = setting.substr(kCuda.size() + 1);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional(index) : std::nullopt;
}

/// Without the free memory of CUDA devices, which may take a context on each.
std::vector<Device> knownDevices() {
    std::vector<Device> devices{cpu()};
    std::ranges::move(cudaDevices(), std::back_inserter(devices));
    return devices;
}

/// So many CUDA devices there are; one alone is not asked for its memory.
std::size_t roomiestOf(std::size_t count) {
    std::size_t roomiest = 0;
    std::uint64_t mostBytes = 0;
    for (std::size_t index = 0; count > 1 && index < count; ++index) {
        const std::uint64_t bytes = memoryOf(cudaDevice(index)).freeBytes;
        if (bytes > mostBytes) {
            roomiest = index;
            mostBytes = bytes;
        }
    }
    return roomiest;
}

[[noreturn]] void throwNoDevice(const std::string& setting) {
    std::string known;
    for (const Device& device : knownDevices()) {
        known += (known.empty() ? "" : ", ") + device.name + " (" + device.title + ")";
    }
    throw Error(ErrorCode::NotFound, "There is no device \"" + setting + "\"; the devices are " + known + ".");
}

}  // namespace

std::vector<Device> listDevices() {
    std::vector<Device> devices = knownDevices();
    for (std::size_t index = 1; index < devices.size(); ++index) {
        devices[index].freeBytes = memoryOf(cudaDevice(index - 1)).freeBytes;
    }
    return devices;
}

c10::Device resolveDevice(const std::string& setting) {
    if (setting == "cpu") {
        return {c10::kCPU};
    }
    const std::size_t count = cudaDevices().size();
    if (setting == "auto") {
        return count == 0 ? c10::Device(c10::kCPU) : cudaDevice(roomiestOf(count));
    }
    const std::optional<std::size_t> index = cudaIndex(setting);
    if (!index || *index >= count) {
        throwNoDevice(setting);
    }
    return cudaDevice(*index);
}

std::string nameOf(const c10::Device& device) {
    return device.is_cuda() ? "cuda:" + std::to_string(static_cast<int>(device.index())) : "cpu";
}

}  // namespace tandem
