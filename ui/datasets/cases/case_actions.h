// What a person does to cases: remove, exclude, tag, find moved files, import. The long ones are jobs of the window.
//
// Used on the GUI thread. Invariant: casesChanged() of the session follows every action that has changed something,
// and also one that failed half-way.
#pragma once

#include "core/study/label_values.h"
#include "storage/db/case_record.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"
#include "ui/session/case_work.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

class CaseActions : public CaseWork {
    Q_OBJECT

public:
    using CaseWork::CaseWork;

    /// From the project, never from disk. Cases that a split or a prediction uses stay, and the failure names them.
    void remove(const std::vector<std::int64_t>& caseIds);
    /// Excluded cases are kept, but given no role in new splits.
    void setExcluded(const std::vector<std::int64_t>& caseIds, bool isExcluded);
    void addTag(const std::vector<std::int64_t>& caseIds, const QString& tag);
    void locateMissing(const std::filesystem::path& searchFolder);
    void import(const ImportPlan& plan, const ImportOptions& options);
    /// Says which classes the voxel values of the cases' labels mean.
    void remap(const std::vector<std::int64_t>& caseIds, const LabelValueMap& classOfValue);
};

}  // namespace tandem
