#include "core/base/list_text.h"

#include <algorithm>
#include <cstddef>

namespace tandem {

std::string listText(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 3;
    std::string text;
    for (std::size_t index = 0; index < std::min(names.size(), kMost); ++index) {
        text += (index > 0 ? ", " : "") + names[index];
    }
    return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
}

}  // namespace tandem
