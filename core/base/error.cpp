#include "core/base/error.h"

#include <utility>

namespace tandem {

Error::Error(ErrorCode code, const std::string& sentence, std::string detail)
    : std::runtime_error(sentence), m_code(code), m_detail(std::move(detail)) {}

void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested()) {
        throw Error(ErrorCode::Cancelled, "Stopped as requested.");
    }
}

}  // namespace tandem
