// Changes which classes the voxel values of imported labels mean. The files stay as they are.
//
// Used on the Project's thread. Invariant: a case's map and its counts of voxels per class change together, and not for
// cases whose label a run has used.
#pragma once

#include "core/base/progress.h"
#include "core/study/label_values.h"
#include "storage/import/import_checks.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// What the labels of some cases hold.
struct LabelSurvey {
    LabelValueCounts values;               ///< of all their labels together
    LabelValueMap classOfValue;            ///< what the cases' own maps say; the first case's where they differ
    std::vector<std::int64_t> caseIds;     ///< whose label was read
    std::vector<std::string> notReadable;  ///< a sentence for each case whose label was not
};

/// Reads the labels of those of the cases that have one. Throws Error (Cancelled; NotFound for a case that is not
/// there).
[[nodiscard]] LabelSurvey surveyLabels(const Project& project, const std::vector<std::int64_t>& caseIds,
                                       const Progress& progress, const std::stop_token& stop);

struct RemapSummary {
    std::int64_t changed = 0;
    std::vector<std::string> refused;  ///< a sentence for each case that stays as it was
};

/// Gives the cases the map, one transaction per case. A case is refused when a run used its label, when its label was
/// made from a prediction, or when it has a value that would mean no class. Throws Error (InvalidInput when the map
/// names a class that the project does not have; Cancelled, what was changed before stays).
RemapSummary remapLabels(const Project& project, const std::vector<std::int64_t>& caseIds,
                         const LabelValueMap& classOfValue, const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
