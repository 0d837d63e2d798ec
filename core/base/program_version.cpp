#include "core/base/program_version.h"

namespace tandem {

std::string_view programVersion() noexcept {
    return TANDEM_VERSION;
}

}  // namespace tandem
