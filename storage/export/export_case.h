// Writes the files of one case of an export.
//
// For the thread of the Project. Invariant: each file appears whole or not at all; the provenance comes last and names
// the files that were written.
#pragma once

#include "core/reliability/abstention.h"
#include "storage/export/export_plan.h"
#include "storage/export/export_request.h"

#include <nlohmann/json_fwd.hpp>

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

/// The settings of an export, as provenance has them.
[[nodiscard]] nlohmann::ordered_json exportSettingsJson(const ExportRequest& request);

}  // namespace tandem
