#include "core/engine/devices/out_of_memory.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace tandem {

std::string memoryAdvice(const std::vector<MemoryRemedy>& remedies, std::uint64_t availableBytes) {
    if (remedies.empty()) {
        return "Use a device with more memory.";
    }
    const auto fitting = std::ranges::find_if(
        remedies, [availableBytes](const MemoryRemedy& one) { return one.neededBytes <= availableBytes; });
    const MemoryRemedy& best =
        fitting != remedies.end() ? *fitting : *std::ranges::min_element(remedies, {}, &MemoryRemedy::neededBytes);
    return "Set " + best.setting + " to " + best.to + " (now " + best.from + "), which needs about " +
           bytesText(best.neededBytes) + ".";
}

}  // namespace tandem
