// The headers of DICOM files that this process has read: a series is found by the headers of all files in its folder,
// each time that it is read, hashed or shown.
//
// Thread-safe. Invariant: what is found is of the file as it is now, as far as its inode, size and times tell.
#pragma once

#include "storage/image/dicom_slice.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace tandem {

class DicomHeaderCache {
public:
    /// When a file was last another one: its device, inode, size, and times of writing and of change in nanoseconds.
    using Stamp = std::array<std::int64_t, 5>;

    /// To be taken before the file is read. Nothing where the file cannot be asked, or where it was changed so lately
    /// that the next change might leave the same stamp.
    [[nodiscard]] static std::optional<Stamp> stampOf(const std::filesystem::path& file);

    [[nodiscard]] std::optional<std::vector<DicomSlice>> find(const std::filesystem::path& file) const;
    /// Once it is full it begins anew.
    void keep(const std::filesystem::path& file, const Stamp& stamp, std::vector<DicomSlice> slices);

private:
    struct Entry {
        Stamp stamp;
        std::vector<DicomSlice> slices;
    };
    mutable std::mutex m_mutex;
    std::map<std::filesystem::path, Entry> m_entries;
    std::size_t m_slices = 0;  ///< of all entries
};

/// That of the process.
[[nodiscard]] DicomHeaderCache& dicomHeaderCache();

}  // namespace tandem
