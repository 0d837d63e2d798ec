#include "core/proposal/reason.h"

namespace tandem {

std::string textOf(const Reason& reason) {
    std::string text(templateOf(reason.kind));
    for (std::size_t index = reason.values.size(); index > 0; --index) {
        const std::string mark = "%" + std::to_string(index);
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
            text.replace(at, mark.size(), reason.values[index - 1]);
        }
    }
    return text;
}

}  // namespace tandem
