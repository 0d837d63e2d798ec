// A file that is written from its beginning, of which every write is checked: std::ofstream does not tell why one
// failed.
//
// For one thread. Invariant: what was written and closed without an Error has reached the system, though not yet the
// disk; see synchronise().
#pragma once

#include "core/base/descriptor.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

namespace tandem {

class OutputFile {
public:
    /// Empties a file that is there. named: as which an Error names it, where the file itself is a temporary one.
    /// Throws Error (Io, DiskFull).
    OutputFile(const std::filesystem::path& file, std::filesystem::path named);

    /// Throws Error (Io, DiskFull).
    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);
    /// Throws likewise: some file systems tell only now.
    void close();

private:
    std::filesystem::path m_named;
    Descriptor m_file;
};

/// Waits until a file, or a folder's list of names, is on the disk. Throws Error (Io, DiskFull).
void synchronise(const std::filesystem::path& path);

}  // namespace tandem
