// Writes results for use outside: maps on the original grid, surfaces, DICOM segmentations and structure sets, metrics
// and reports, each with where it comes from.
//
// For the thread of the Project. Invariant: either nothing is written, or every file that was planned before the one
// that failed.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/abstention.h"
#include "storage/export/export_request.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;
class ReportWriter;

struct ExportedCase {
    std::string name;
    std::optional<AbstainCount> abstained;
};

struct ExportSummary {
    std::vector<std::filesystem::path> files;
    std::vector<ExportedCase> cases;
    std::vector<std::string> notes;  ///< sentences on what was left out, and why, and on the run's split
};

/// report: makes the documents; needed when the request asks for one. Labels hold the voxel values of the project's
/// label scheme. Throws Error (Conflict when a file is there already and overwrite is off, before anything is written;
/// NotFound when there is no prediction; as planExport(); Io; Cancelled).
ExportSummary exportPredictions(const Project& project, const ExportRequest& request, const Progress& progress,
                                const std::stop_token& stop, ReportWriter* report = nullptr);

}  // namespace tandem
