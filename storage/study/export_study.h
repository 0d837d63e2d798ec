// Writes predictions for use outside: maps on the original grid in a chosen format, provenance beside them.
//
// For the thread of the Project.
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct ExportRequest {
    std::int64_t runId = 0;
    std::vector<std::int64_t> caseIds;  ///< empty for every predicted case
    std::string what = "all";           ///< label, probabilities (and label) or all that was predicted
    std::string format = "nifti";       ///< nifti, nrrd or metaimage
    std::filesystem::path folder;
    bool overwrite = false;
};

/// The files that were written: CASE_MAP.EXT and CASE_provenance.json. Labels hold the voxel values of the project's
/// label scheme. Throws Error (Conflict when a file is there already and overwrite is off, before anything is written;
/// NotFound when there is no prediction; Io).
[[nodiscard]] std::vector<std::filesystem::path> exportPredictions(const Project& project, const ExportRequest& request,
                                                                   const Progress& progress,
                                                                   const std::stop_token& stop);

}  // namespace tandem
