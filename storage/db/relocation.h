// Finds source files again that were moved or renamed, by their size and content.
//
// Used on the Project's thread. Invariant: a path is only changed to a file with the stored content hash.
#pragma once

#include "core/base/progress.h"
#include "storage/db/case_record.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct RelocationSummary {
    std::int64_t found = 0;                 ///< files, each counted once per case
    std::vector<std::string> stillMissing;  ///< names of cases
};

/// The content hash that a candidate would have if it were `wanted`, or an empty text when it cannot be that.
/// Candidates are files, and folders for a DICOM series.
using SourceHasher = std::function<std::string(const ImageFile& wanted, const std::filesystem::path& candidate,
                                               const std::stop_token& stop)>;

/// Looks under searchFolder for every file that is at neither of its paths. One transaction per case. Throws Error
/// (NotFound when there is no such folder; Cancelled).
RelocationSummary relocateMissingFiles(const Project& project, const std::filesystem::path& searchFolder,
                                       const SourceHasher& hasher, const Progress& progress,
                                       const std::stop_token& stop);

}  // namespace tandem
