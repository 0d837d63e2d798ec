#include "storage/prediction/self_judgement.h"

#include "core/base/list_text.h"
#include "storage/db/case_record.h"
#include "storage/db/project.h"
#include "storage/db/review_repository.h"

#include <optional>

namespace tandem {

bool isPredictionOf(const Project& project, std::int64_t runId, const CaseRecord& record) {
    const std::optional<ReviewRecord> newest = project.reviews().newest(record.id);
    return newest && newest->decision == ReviewDecision::Accepted && newest->runId == runId && record.label &&
           record.label->relativePath == newest->labelFile;
}

std::vector<std::string> selfJudgementNotice(std::int64_t runId, const std::vector<std::string>& caseNames) {
    if (caseNames.empty()) {
        return {};
    }
    return {"Left out, as their labels are predictions of run " + std::to_string(runId) +
            " that were accepted as they were: " + listText(caseNames) + "."};
}

}  // namespace tandem
