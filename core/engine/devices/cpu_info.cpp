#include "core/engine/devices/cpu_info.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

namespace tandem {
namespace {

/// The text after "key : " in a file of such lines, or nothing.
std::optional<std::string> valueOf(const char* file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos && line.starts_with(key) && line.find_first_not_of(" \t", key.size()) == colon) {
            const std::size_t start = line.find_first_not_of(" \t", colon + 1);
            return start == std::string::npos ? std::string() : line.substr(start);
        }
    }
    return std::nullopt;
}

std::uint64_t memoryLine(const std::string& key) {
    const auto kibibytes = valueOf("/proc/meminfo", key);
    return kibibytes ? std::stoull("0" + *kibibytes) * 1024 : 0;
}

/// A number in a file of the control group, or nothing where there is no limit.
std::optional<std::uint64_t> groupNumber(const char* file) {
    std::ifstream stream(file);
    std::uint64_t value = 0;
    return stream >> value ? std::optional(value) : std::nullopt;
}

}  // namespace

std::string cpuTitle() {
    return valueOf("/proc/cpuinfo", "model name").value_or("CPU");
}

bool cpuHasBfloat16() {
    std::istringstream flags(valueOf("/proc/cpuinfo", "flags").value_or(""));
    for (std::string flag; flags >> flag;) {
        if (flag == "avx512_bf16" || flag == "amx_bf16") {
            return true;
        }
    }
    return false;
}

DeviceMemory cpuMemory() {
    DeviceMemory memory{.totalBytes = memoryLine("MemTotal"), .freeBytes = memoryLine("MemAvailable")};
    const auto limit = groupNumber("/sys/fs/cgroup/memory.max");
    const auto used = groupNumber("/sys/fs/cgroup/memory.current");
    if (limit && used) {
        memory.totalBytes = std::min(memory.totalBytes, *limit);
        memory.freeBytes = std::min(memory.freeBytes, *limit > *used ? *limit - *used : 0);
    }
    return memory;
}

}  // namespace tandem
