#include "storage/prediction/self_judgement.h"

#include "core/base/list_text.h"
#include "storage/db/case_record.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"

#include <optional>
#include <utility>

namespace tandem {

namespace {

/// By which the case has the label that it has, where it was a prediction that stayed as it was.
std::optional<ReviewRecord> acceptanceOf(const Project& project, const CaseRecord& record) {
    std::optional<ReviewRecord> newest = project.reviews().newest(record.id);
    const bool isIt = newest && newest->decision == ReviewDecision::Accepted && record.label &&
                      record.label->relativePath == newest->labelFile;
    return isIt ? std::move(newest) : std::nullopt;
}

}  // namespace

bool isPredictionOf(const Project& project, std::int64_t runId, const CaseRecord& record) {
    const std::optional<ReviewRecord> accepted = acceptanceOf(project, record);
    return accepted && accepted->runId == runId;
}

bool isPrediction(const Project& project, const CaseRecord& record) {
    return acceptanceOf(project, record).has_value();
}

std::vector<std::string> selfJudgementNotice(std::int64_t runId, const std::vector<std::string>& caseNames) {
    if (caseNames.empty()) {
        return {};
    }
    return {"Left out, as their labels are predictions of run " + std::to_string(runId) +
            " that were accepted as they were: " + listText(caseNames) + "."};
}

}  // namespace tandem
