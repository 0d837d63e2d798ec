#include "core/base/free_memory.h"

#include "core/base/error.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace tandem {
namespace {

/// The number that follows the word in a file of "word number" lines.
std::optional<std::uint64_t> numberAfter(const char* file, const std::string& word) {
    std::ifstream stream(file);
    std::string line;
    while (std::getline(stream, line)) {
        if (line.starts_with(word)) {
            std::uint64_t number = 0;
            const std::string rest = line.substr(word.size());
            const auto first = rest.find_first_of("0123456789");
            if (first != std::string::npos && rest.size() - first < 19) {
                number = std::stoull(rest.substr(first));
                return number;
            }
        }
    }
    return std::nullopt;
}

/// What is left below the limit of the container that the program runs in; pages of read files can be dropped.
std::optional<std::uint64_t> freeInContainer() {
    const auto limit = numberAfter("/sys/fs/cgroup/memory.max", "");
    const auto used = numberAfter("/sys/fs/cgroup/memory.current", "");
    if (!limit || !used) {
        return std::nullopt;
    }
    const std::uint64_t cached = numberAfter("/sys/fs/cgroup/memory.stat", "inactive_file ").value_or(0);
    const std::uint64_t held = *used - std::min(cached, *used);
    return *limit - std::min(held, *limit);
}

}  // namespace

std::optional<std::uint64_t> freeMemoryBytes() {
    constexpr std::uint64_t kKibibyte = 1024;
    const auto system = numberAfter("/proc/meminfo", "MemAvailable:");
    const auto container = freeInContainer();
    if (!system) {
        return container;
    }
    return std::min(*system * kKibibyte, container.value_or(*system * kKibibyte));
}

std::uint64_t memoryLimitOf(std::uint64_t givenBytes) {
    return givenBytes > 0 ? givenBytes : freeMemoryBytes().value_or(std::numeric_limits<std::uint64_t>::max());
}

void requireMemory(const std::filesystem::path& file, double neededBytes, std::uint64_t limitBytes) {
    const std::uint64_t limit = memoryLimitOf(limitBytes);
    if (neededBytes > static_cast<double>(limit)) {
        constexpr double kMost = 1e19;  // headers can tell of more bytes than 64 bits count
        throw Error(ErrorCode::OutOfMemory, file.string() + " needs " +
                                                bytesText(static_cast<std::uint64_t>(std::min(neededBytes, kMost))) +
                                                " of memory and " + bytesText(limit) +
                                                " may be used; close other programs or use a smaller volume.");
    }
}

}  // namespace tandem
