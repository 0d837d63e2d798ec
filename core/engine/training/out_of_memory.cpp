#include "core/engine/training/out_of_memory.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tandem {

std::string memoryText(std::uint64_t bytes) {
    constexpr double kGigabyte = 1e9;
    constexpr double kMegabyte = 1e6;
    const auto value = static_cast<double>(bytes);
    const bool isLarge = value >= kGigabyte;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value / (isLarge ? kGigabyte : kMegabyte),
                                   std::chars_format::fixed, isLarge ? 1 : 0)
                         .ptr;
    return std::string(text.data(), end) + (isLarge ? " GB" : " MB");
}

std::string memoryAdvice(const std::vector<MemoryRemedy>& remedies, std::uint64_t availableBytes) {
    if (remedies.empty()) {
        return "Use a device with more memory.";
    }
    const auto fitting = std::ranges::find_if(
        remedies, [availableBytes](const MemoryRemedy& one) { return one.neededBytes <= availableBytes; });
    const MemoryRemedy& best =
        fitting != remedies.end() ? *fitting : *std::ranges::min_element(remedies, {}, &MemoryRemedy::neededBytes);
    return "Set " + best.setting + " to " + best.to + " (now " + best.from + "), which needs about " +
           memoryText(best.neededBytes) + ".";
}

}  // namespace tandem
