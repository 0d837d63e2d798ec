#include "ui/datasets/cases/case_listing.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"

#include <algorithm>
#include <utility>

namespace tandem {

std::vector<SplitCandidate> splitCandidatesOf(const std::vector<CaseRow>& rows) {
    std::vector<SplitCandidate> candidates;
    for (const CaseRow& row : rows) {
        const CaseRecord& record = row.record;
        if (record.state != CaseState::Excluded) {
            candidates.push_back({record.id, record.name, record.patient, record.label.has_value()});
        }
    }
    return candidates;
}

CaseListing readCaseListing(const std::filesystem::path& projectFolder, const std::stop_token& stop) {
    const Project project = Project::open(projectFolder, ProjectAccess::ReadOnly);
    const CaseRepository cases = project.cases();
    CaseListing listing{.scheme = project.labels().scheme(), .splits = project.splits().list()};
    for (const SplitRecord& split : listing.splits) {
        throwIfStopped(stop);
        if (auto leaks = project.splits().leaks(split.id); !leaks.empty()) {
            listing.leaks.emplace(split.id, std::move(leaks));
        }
    }
    for (CaseRecord& record : cases.list()) {
        throwIfStopped(stop);
        const auto isGone = [&](const ImageFile& file) { return cases.isMissing(file); };
        const bool isMissing = std::ranges::any_of(record.images, isGone) || (record.label && isGone(*record.label));
        listing.rows.push_back({std::move(record), isMissing});
    }
    return listing;
}

}  // namespace tandem
