// Writes the files of one case of an export.
//
// For the thread of the Project. Invariant: each file appears whole or not at all; the provenance comes last and names
// the files that were written.
#pragma once

#include "core/reliability/abstention.h"
#include "storage/export/export_plan.h"
#include "storage/export/export_request.h"
#include "storage/image/dicom_series.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class PredictionReading;
class Project;

struct CaseExportResult {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> notes;
    std::optional<AbstainCount> abstained;
};

/// predicted: of the case, and of the label that is asked for. step: called before each file is written. Records the
/// files as artifacts of the project. Throws Error as its parts do, naming the case or file.
[[nodiscard]] CaseExportResult writeCase(const Project& project, const ExportPlan& plan, const CaseExport& one,
                                         const ExportRequest& request, PredictionReading& predicted,
                                         const std::function<void(const std::filesystem::path&)>& step,
                                         const std::stop_token& stop);

/// The DICOM series that a DICOM object takes patient and study over from: that of the image's uid, or the only one
/// where none is known. Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] std::optional<DicomSeries> sourceSeries(const Project& project, const ImageFile& image,
                                                      const std::stop_token& stop);

/// Records a file of the export as artifact of the project, of a case or of all. Not in a project that is only looked
/// at: the provenance beside the files tells the same. Throws Error (Io, Cancelled).
void recordExported(const Project& project, const ExportPlan& plan, std::optional<std::int64_t> caseId,
                    const std::filesystem::path& file, const std::string& provenance, const std::stop_token& stop);

/// The settings of an export, as provenance has them.
[[nodiscard]] nlohmann::ordered_json exportSettingsJson(const ExportRequest& request);

}  // namespace tandem
