// The text at the start of a file, cut into lines, with the place where the lines end.
//
// For one thread. Invariant: offset() is the first byte after the last line that was handed out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace tandem {

class TextHeader {
public:
    /// Reads as much as a header may have, 1 MiB. Throws Error (NotFound, InvalidInput, Io).
    explicit TextHeader(const std::filesystem::path& file);

    /// Without its line end; nothing at the end of the file, or of what a header may have.
    [[nodiscard]] std::optional<std::string> nextLine();
    [[nodiscard]] std::uint64_t offset() const noexcept { return m_offset; }

private:
    std::string m_text;
    std::size_t m_offset = 0;
};

}  // namespace tandem
