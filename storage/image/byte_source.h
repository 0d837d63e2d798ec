// A file's bytes from first to last, unpacked on the way where they are compressed (gzip or zlib).
//
// For one thread at a time. Invariant: compressed bytes are handed out only as far as they unpack without error, and
// the end is reported only after the checksum was found right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>

namespace tandem {

enum class Packing { None, Deflate };

class ByteSource {
public:
    /// Begins at offset, counted in the file as it is on disk. Throws Error (NotFound, Io).
    ByteSource(const std::filesystem::path& file, Packing packing, std::uint64_t offset = 0);
    ~ByteSource();
    ByteSource(ByteSource&&) noexcept;
    ByteSource& operator=(ByteSource&&) noexcept;

    /// Fills the span as far as there are bytes; fewer than asked for mean the end. Throws Error (InvalidInput when
    /// compressed bytes are damaged or end early; Io).
    std::size_t read(std::span<std::byte> bytes);

    /// Passes over bytes; fewer than asked for mean the end. Throws as read(), and Error (Cancelled).
    std::uint64_t skip(std::uint64_t bytes, const std::stop_token& stop = {});

private:
    class Reader;
    template <class Source>
    class ReaderOf;
    std::unique_ptr<Reader> m_reader;
};

/// Deflate when the file begins as gzip files do. Throws Error (NotFound, Io).
[[nodiscard]] Packing packingOf(const std::filesystem::path& file);

/// Throws Error: NotFound when there is no such file, InvalidInput when it is no regular file (a pipe could make the
/// program wait for ever).
void requireRegularFile(const std::filesystem::path& file);

}  // namespace tandem
