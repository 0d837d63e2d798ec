// What a source's content hash is: of a file its SHA-256; of a DICOM series the SHA-256 over the sorted SHA-256 of its
// files, so that names and order play no part.
//
// Thread-safe. Invariant: the hash depends on content alone.
#pragma once

#include "storage/db/relocation.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// What tells cheaply that a file was replaced: its size, and when it was last written.
struct SourceStamp {
    std::filesystem::path file;
    std::uint64_t bytes = 0;
    std::filesystem::file_time_type writtenAt;

    bool operator==(const SourceStamp&) const = default;
};

struct SourceContent {
    std::string hash;
    std::uint64_t bytes = 0;
    std::vector<SourceStamp> files;  ///< as they were before they were read
};

/// Of a file (seriesUid empty), or of the series of a UID, or of a pseudonym of it, in a folder. The data file of a
/// header (.hdr/.img, or the one that it names) counts along with it, but not in bytes. Throws Error (NotFound, Io,
/// Cancelled).
[[nodiscard]] SourceContent contentOf(const std::filesystem::path& path, const std::string& seriesUid,
                                      const std::stop_token& stop);

/// Whether the files are those still whose content it is.
[[nodiscard]] bool isStillThere(const SourceContent& content);

/// For relocateMissingFiles().
[[nodiscard]] SourceHasher sourceHasher();

}  // namespace tandem
