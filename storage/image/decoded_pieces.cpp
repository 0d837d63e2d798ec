#include "storage/image/decoded_pieces.h"

#include "core/base/error.h"

#include <utility>

namespace tandem {

DecodedPieces::DecodedPieces(const ReaderRequest& request, std::filesystem::path subject, const std::stop_token& stop)
    : m_subject(std::move(subject)), m_call(request, stop) {}

DecodedPieces::Piece DecodedPieces::next(std::int64_t planeVoxels, std::int64_t mostPlanes) {
    const ReaderCall::Value value = m_call.next(m_subject);
    const auto stored = unwired<StoredNumbers>(value.bytes);
    const bool isKnown = isVoxelType(stored.type);
    const std::uint64_t planeBytes = isKnown ? static_cast<std::uint64_t>(planeVoxels) * bytesOf(stored.type) : 0;
    const std::uint64_t planes = isKnown ? value.dataBytes / planeBytes : 0;
    if (planes == 0 || planes > static_cast<std::uint64_t>(mostPlanes) || planes * planeBytes != value.dataBytes) {
        failOtherVoxels(m_subject);
    }
    if (m_numbers.size() < value.dataBytes) {
        m_numbers.resize(value.dataBytes);
    }
    const auto numbers = std::span(m_numbers).first(value.dataBytes);
    m_call.data(numbers, m_subject);
    return {stored, static_cast<std::int64_t>(planes), numbers};
}

}  // namespace tandem
