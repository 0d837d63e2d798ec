#include "core/base/json_depth.h"

#include <cstddef>

namespace tandem {

bool isShallowJson(std::string_view text) noexcept {
    constexpr int kDeepest = 64;
    int depth = 0;
    bool isText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (isText) {
            i += character == '\\' ? 1 : 0;
            isText = character != '"';
        } else if (character == '"') {
            isText = true;
        } else if (character == '[' || character == '{') {
            if (++depth > kDeepest) {
                return false;
            }
        } else if (character == ']' || character == '}') {
            --depth;
        }
    }
    return true;
}

std::string_view shallowJson(std::string_view text) noexcept {
    return isShallowJson(text) ? text : std::string_view();
}

}  // namespace tandem
