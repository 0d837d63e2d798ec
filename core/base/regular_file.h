// A file that is open for reading, and is nothing but a file: no folder, no device, and no pipe, for whose other end an
// open would wait for ever. Projects and checkpoints come from strangers.
//
// Not for two threads at once. Invariant: what is held is a regular file.
#pragma once

#include "core/base/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace tandem {

/// Whether the name itself may be a link. Sources may lie behind one; what a project keeps is no link.
enum class Links { Refused, Followed };

class RegularFile {
public:
    /// Throws Error (NotFound; Io, also for what is no regular file).
    explicit RegularFile(const std::filesystem::path& file, Links links = Links::Refused);

    [[nodiscard]] int descriptor() const noexcept { return m_file.number(); }
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }  ///< bytes, when it was opened
    /// The next bytes; how many, 0 at the end. Throws Error (Io).
    [[nodiscard]] std::size_t read(std::span<std::byte> bytes);

private:
    std::filesystem::path m_path;
    Descriptor m_file;
    std::uint64_t m_size = 0;
};

/// The whole of a small file that the program itself wrote. Throws Error (NotFound; Io; Corrupt when it is far larger
/// than any such file).
[[nodiscard]] std::string ownText(const std::filesystem::path& file);

}  // namespace tandem
