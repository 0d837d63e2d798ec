// One case per DICOM series, which may lie in several folders, with the objects that say where structures are in it.
// Internal to storage/import. Thread-safe.
//
// Invariant: a series that cannot be read as one volume is a case with a refusal, and a segmentation (SEG) or structure
// set (RTSTRUCT) that is not used a finding, so that nobody misses them.
#pragma once

#include "core/base/progress.h"
#include "core/study/finding.h"
#include "storage/import/draft_case.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <vector>

namespace tandem {

struct DicomCases {
    std::vector<DraftCase> cases;
    std::vector<Finding> findings;
    std::int64_t otherFiles = 0;  ///< that are not DICOM
};

/// files: by their folder, which is named from the input down. Throws Error (Io, Cancelled).
[[nodiscard]] DicomCases dicomCases(const std::map<std::filesystem::path, std::vector<std::filesystem::path>>& files,
                                    const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
