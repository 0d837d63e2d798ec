// Which cases of a run a simulation corrects, and which it is judged by.
//
// For the thread of the Project. Invariant: a case that is corrected is one that the run's split has without a label,
// and so judges nothing; what is judged by is never corrected.
#pragma once

#include "core/volume/volume.h"
#include "storage/db/case_record.h"
#include "storage/simulation/simulation_settings.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// The unlabelled cases of the run's split whose labels the project has all the same: predictions that were accepted as
/// they were are none, nor are those of excluded cases. Sorted by name. Throws Error (NotFound when there is none,
/// or the run has no split).
[[nodiscard]] std::vector<CaseRecord> casesToSimulate(const Project& project, std::int64_t runId);

/// Sorted by name. Throws Error (NotFound when the split has no such case).
[[nodiscard]] std::vector<CaseRecord> casesToJudgeBy(const Project& project, std::int64_t runId, JudgedBy judgedBy);

/// The label of a case that it is hidden of, on the image's grid. Throws Error (Conflict where its file is no longer
/// the one that was imported; as readCaseLabel()).
[[nodiscard]] LabelVolume hiddenLabel(const Project& project, const CaseRecord& record, const std::stop_token& stop);

/// Of all the cases.
[[nodiscard]] std::int64_t voxelsOf(const std::vector<CaseRecord>& cases);

/// Why nothing can be simulated on the run, a sentence; empty where it can. Throws Error (NotFound for no such run).
[[nodiscard]] std::string whyNotSimulated(const Project& project, std::int64_t runId);

/// Throws Error (Unsupported) where the run's cases are cropped around labels or predictions: a case whose label is
/// half known would be cropped otherwise than it was.
void requireSteadyCrop(const Project& project, std::int64_t runId);

}  // namespace tandem
