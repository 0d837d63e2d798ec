#include "storage/correction/correction_classes.h"

#include "core/base/error.h"
#include "storage/correction/correction_journal.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/review/waiting_correction.h"

#include <cstddef>
#include <optional>

namespace tandem {
namespace {

std::optional<JournalHeader> headerOf(const Project& project, std::int64_t caseId) {
    try {
        return JournalReader(correctionJournal(project, caseId)).header();
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

bool canGoOnWith(const JournalHeader& header, const LabelScheme& scheme) {
    if (scheme.classes.size() < header.classes.size()) {
        return false;
    }
    for (std::size_t index = 0; index < header.classes.size(); ++index) {
        const LabelClass& now = scheme.classes[index];
        const bool hasItsValue = index < header.values.size() && now.fileValue == header.values[index];
        if (now.name != header.classes[index] && !hasItsValue) {
            return false;
        }
    }
    return true;
}

std::vector<std::string> correctionsEndedBy(const Project& project, const LabelScheme& scheme) {
    std::vector<std::string> names;
    const LabelScheme present = project.labels().scheme();
    for (const std::int64_t caseId : casesWithCorrection(project)) {
        const auto header = headerOf(project, caseId);
        if (header && canGoOnWith(*header, present) && !canGoOnWith(*header, scheme)) {
            names.push_back(project.cases().get(caseId).name);
        }
    }
    return names;
}

}  // namespace tandem
