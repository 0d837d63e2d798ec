// Which cases of a run a simulation corrects, and which it is judged by.
//
// For the thread of the Project. Invariant: a case that is corrected is one that the run's split has without a label,
// and so judges nothing; what is judged by is never corrected.
#pragma once

#include "storage/db/case_record.h"
#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <vector>

namespace tandem {

class Project;

/// The unlabelled cases of the run's split whose labels the project has all the same: labels that were accepted from
/// the run itself are none, nor are those of excluded cases. Sorted by name. Throws Error (NotFound when there is none,
/// or the run has no split).
[[nodiscard]] std::vector<CaseRecord> casesToSimulate(const Project& project, std::int64_t runId);

/// Sorted by name. Throws Error (NotFound when the split has no such case).
[[nodiscard]] std::vector<CaseRecord> casesToJudgeBy(const Project& project, std::int64_t runId, JudgedBy judgedBy);

/// Of all the cases.
[[nodiscard]] std::int64_t voxelsOf(const std::vector<CaseRecord>& cases);

/// Throws Error (Unsupported) where the run's cases are cropped around labels or predictions: a case whose label is
/// half known would be cropped otherwise than it was.
void requireSteadyCrop(const Project& project, std::int64_t runId);

}  // namespace tandem
