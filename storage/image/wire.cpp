#include "storage/image/wire.h"

#include "core/base/error.h"

namespace tandem {

std::string_view WireReader::next(std::uint64_t count) {
    if (count > m_rest.size()) {
        throw Error(ErrorCode::Internal, "Another process answered what cannot be understood.");
    }
    const std::string_view bytes = m_rest.substr(0, count);
    m_rest.remove_prefix(count);
    return bytes;
}

}  // namespace tandem
