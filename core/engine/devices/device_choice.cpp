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

[[noreturn]] void throwNoDevice(const std::string& setting) {
    std::string known;
    for (const Device& device : listDevices()) {
        known += (known.empty() ? "" : ", ") + device.name + " (" + device.title + ")";
    }
    throw Error(ErrorCode::NotFound, "There is no device \"" + setting + "\"; the devices are " + known + ".");
}

}  // namespace

std::vector<Device> listDevices() {
    std::vector<Device> devices{cpu()};
    std::ranges::move(cudaDevices(), std::back_inserter(devices));
    return devices;
}

c10::Device resolveDevice(const std::string& setting) {
    if (setting == "cpu") {
        return {c10::kCPU};
    }
    const std::vector<Device> cuda = cudaDevices();
    if (setting == "auto") {
        const auto roomiest = std::ranges::max_element(cuda, {}, &Device::freeBytes);
        return cuda.empty() ? c10::Device(c10::kCPU) : cudaDevice(static_cast<std::size_t>(roomiest - cuda.begin()));
    }
    const std::optional<std::size_t> index = cudaIndex(setting);
    if (!index || *index >= cuda.size()) {
        throwNoDevice(setting);
    }
    return cudaDevice(*index);
}

std::string nameOf(const c10::Device& device) {
    return device.is_cuda() ? "cuda:" + std::to_string(static_cast<int>(device.index())) : "cpu";
}

}  // namespace tandem
