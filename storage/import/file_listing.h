// The files under the inputs of an import, sorted into kinds. Internal to storage/import.
//
// Thread-safe. Invariant: every file is counted once; hidden files and projects (*.tandem) are left alone.
#pragma once

#include "core/base/progress.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <vector>

namespace tandem {

/// An image by its name.
struct FoundImage {
    std::filesystem::path path;    ///< absolute
    std::filesystem::path folder;  ///< from the input's own name down
};

struct FileListing {
    std::vector<FoundImage> images;
    /// Other files that may be DICOM, by folder, which is as in FoundImage.
    std::map<std::filesystem::path, std::vector<std::filesystem::path>> others;
    std::vector<std::filesystem::path> lists;         ///< .list files within folders
    std::vector<std::filesystem::path> tables;        ///< CSV files and lists that are inputs themselves
    std::vector<std::filesystem::path> innerTables;   ///< CSV files within folders, which may be of anything
    std::vector<std::filesystem::path> descriptions;  ///< JSON files, which may describe a data set
    std::int64_t ignoredFiles = 0;
};

/// Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] FileListing listFiles(const std::vector<std::filesystem::path>& inputs, const std::stop_token& stop);

}  // namespace tandem
