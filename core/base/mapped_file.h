// A file mapped read-only into memory. Copies share the mapping; it ends with the last of them.
//
// Thread-safe for reading. Invariant: bytes() stays valid as long as any copy lives, also after the file was replaced
// or cut short; then what is missing reads as zeros, and requireWhole() says so.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace tandem {

class MappingGuard;

class MappedFile {
public:
    /// Throws Error (NotFound; Io, also for a link or what else is no file itself).
    explicit MappedFile(const std::filesystem::path& file);

    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {m_start.get(), m_size}; }
    /// Shares ownership of the mapping.
    [[nodiscard]] std::shared_ptr<const std::byte[]> share() const noexcept { return m_start; }
    /// After reading. Throws Error (Io) where a part of what was read has gone from the file meanwhile.
    void requireWhole() const;

private:
    std::filesystem::path m_file;
    std::shared_ptr<const std::byte[]> m_start;
    std::weak_ptr<const MappingGuard> m_guard;  ///< as long as the mapping is there, and not a moment longer
    std::size_t m_size = 0;
};

}  // namespace tandem
