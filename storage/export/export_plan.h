// Which files an export will write, before it writes any: for the example, for refusing to overwrite, for the work.
//
// Reads the database only, so a window may ask on its own thread. Invariant: no two files of a plan have one path, and
// none is a source image, a source label or a file that the project keeps.
#pragma once

#include "core/maps/map_name.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/result_records.h"
#include "storage/db/run_record.h"
#include "storage/export/export_request.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/run_trust.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class Project;

enum class ExportItem {
    Label,
    Map,
    Trust,  ///< how far the label can be trusted, voxel by voxel
    Surface,
    DicomSegmentation,
    DicomStructureSet,
    BidsLabels,       ///< the table of what voxel values mean
    BidsDescription,  ///< of the data set
    Provenance,
    MetricsCsv,
    MetricsJson,
    ReportHtml,
    ReportPdf
};

struct ExportFile {
    ExportItem item = ExportItem::Label;
    MapName map;         ///< of a label or map
    int classIndex = 0;  ///< of a surface
    std::filesystem::path target;
};

struct CaseExport {
    CaseRecord record;
    PredictionRecord prediction;
    std::vector<ExportFile> files;  ///< the provenance last
    bool judgesRun = false;         ///< whether it has a label, and one that is no prediction of the run
};

struct ExportPlan {
    RunRecord run;
    Weights weights;  ///< that predicted all of the cases
    RunTrust trust;   ///< of these weights, and of the label that is asked for
    LabelScheme scheme;
    std::vector<CaseExport> cases;
    std::vector<ExportFile> common;  ///< of all cases together, the provenance last
    std::vector<std::string> notes;  ///< sentences on what is left out, and why

    [[nodiscard]] std::size_t fileCount() const;
};

/// Throws Error (InvalidInput as ExportRequest::check(), or when nothing that was asked for can be had; NotFound when a
/// chosen case has no prediction; Conflict when two files would have one name, or one would replace a file of the
/// project).
[[nodiscard]] ExportPlan planExport(const Project& project, const ExportRequest& request);

/// The first planned file that is there already; empty when none is.
[[nodiscard]] std::filesystem::path firstExisting(const ExportPlan& plan);

}  // namespace tandem
