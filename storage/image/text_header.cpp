#include "storage/image/text_header.h"

#include "storage/image/byte_source.h"

#include <algorithm>
#include <span>

namespace tandem {

TextHeader::TextHeader(const std::filesystem::path& file) : m_text(std::size_t{1} << 20, '\0') {
    m_text.resize(ByteSource(file, Packing::None).read(std::as_writable_bytes(std::span(m_text))));
}

std::optional<std::string> TextHeader::nextLine() {
    if (m_offset >= m_text.size()) {
        return std::nullopt;
    }
    const std::size_t end = std::min(m_text.find('\n', m_offset), m_text.size());
    std::string line = m_text.substr(m_offset, end - m_offset);
    m_offset = std::min(end + 1, m_text.size());
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

}  // namespace tandem
