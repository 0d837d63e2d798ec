#include "core/base/descriptor.h"

#include <unistd.h>

namespace tandem {

void Descriptor::reset() noexcept {
    if (m_number >= 0) {
        ::close(std::exchange(m_number, -1));
    }
}

}  // namespace tandem
