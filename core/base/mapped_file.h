// A file mapped read-only into memory. Copies share the mapping; it ends with the last of them.
//
// Thread-safe for reading. Invariant: bytes() stays valid as long as any copy lives, also after the file was replaced.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace tandem {

class MappedFile {
public:
    /// Throws Error (NotFound or Io).
    explicit MappedFile(const std::filesystem::path& file);

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {m_start.get(), m_size}; }
    /// Shares ownership of the mapping.
    [[nodiscard]] std::shared_ptr<const std::byte[]> share() const noexcept { return m_start; }

private:
    std::shared_ptr<const std::byte[]> m_start;
    std::size_t m_size = 0;
};

}  // namespace tandem
