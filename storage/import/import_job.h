// Brings planned cases into a project, one transaction per case.
//
// Used on the Project's thread. Invariant: an import that was interrupted and is repeated makes no doubles, as cases
// are known by the content of their images.
#pragma once

#include "core/base/progress.h"
#include "core/study/finding.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

class Project;

enum class ImportOutcome {
    Imported,      ///< new in the project (in a dry run: would be)
    LabelAdded,    ///< was there without a label and has one now
    AlreadyThere,  ///< nothing to do
    Refused        ///< a finding says why
};
template <>
inline constexpr std::array<std::string_view, 4> kChoiceTexts<ImportOutcome>{"imported", "label added", "already there",
                                                                             "refused"};

struct ImportedCase {
    std::string name;
    ImportOutcome outcome = ImportOutcome::Refused;
    std::int64_t caseId = 0;  ///< in the project; 0 when refused or in a dry run
    bool hasLabel = false;
    std::vector<Finding> findings;
};

struct ImportSummary {
    std::vector<ImportedCase> cases;  ///< in the plan's order
    std::vector<Finding> findings;    ///< the plan's, on files that became no case
    std::int64_t ignoredFiles = 0;
    std::string reading;              ///< the plan's
    std::vector<std::string> splits;  ///< that the data set came with and that were made
    bool dryRun = false;

    [[nodiscard]] std::int64_t count(ImportOutcome outcome) const noexcept;
};

/// Reads and checks every case that is not known already and stores those without a refusal. Throws Error (Cancelled,
/// saying how many cases are done; Io and Conflict when the project cannot be written). What was stored
/// before stays.
ImportSummary runImport(const Project& project, const ImportPlan& plan, const ImportOptions& options,
                        const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
