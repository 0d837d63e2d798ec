// Cases whose labels are a run's own predictions: they judge nothing of that run.
//
// For the thread of the Project.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;

/// Whether the case's label is what the run predicted, accepted as it was: such a label cannot judge the run.
[[nodiscard]] bool isPredictionOf(const Project& project, std::int64_t runId, const CaseRecord& record);
/// The same of whichever run.
[[nodiscard]] bool isPrediction(const Project& project, const CaseRecord& record);
/// One sentence on cases that do not judge the run for that reason; none without cases.
[[nodiscard]] std::vector<std::string> selfJudgementNotice(std::int64_t runId,
                                                           const std::vector<std::string>& caseNames);

}  // namespace tandem
