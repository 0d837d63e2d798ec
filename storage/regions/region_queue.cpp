#include "storage/regions/region_queue.h"

#include "core/base/error.h"
#include "storage/correction/correction_work.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_ancestor.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/regions/prediction_regions.h"
#include "storage/reliability/run_trust.h"
#include "storage/review/review_queue.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

/// Rounds after which noise is next to none, as ClaSP PE was tried with.
constexpr int kRounds = 5;

/// Whether its label may still come from the prediction.
bool isOpen(const QueuedCase& queued) {
    const bool isDecided = queued.review && queued.review->decision != ReviewDecision::Rejected;
    return queued.usedBySplit.empty() && !isDecided && !queued.isBeingEdited;
}

std::optional<ResolvedThere> resolvedThere(const Project& project, std::int64_t caseId,
                                           const std::optional<ResolvedThere>& before) {
    ResolvedThere there;
    try {
        std::error_code failure;
        there.journalBytes = std::filesystem::file_size(correctionJournal(project, caseId), failure);
        if (failure) {
            return std::nullopt;  // none waits, or none that can be read
        }
        if (before && before->journalBytes == there.journalBytes) {
            return before;
        }
        if (const auto correction = CorrectionWork::look(project, caseId)) {
            for (const ResolvedRegion& one : correction->resolvedRegions()) {
                there.centres.push_back(one.centre);
            }
        }
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Corrupt && error.code() != ErrorCode::Conflict) {
            throw;
        }
    }
    return there;
}

const RegionCase* find(const RegionQueue& queue, std::int64_t caseId) {
    const auto found = std::ranges::find(queue.cases, caseId, &RegionCase::caseId);
    return found == queue.cases.end() ? nullptr : &*found;
}

}  // namespace

const RegionCase& RegionQueue::caseOf(const CandidateRegion& candidate) const {
    return *find(*this, candidate.caseId);
}

int RegionQueue::resolved(const CandidateRegion& candidate) const {
    const RegionCase& its = caseOf(candidate);
    if (!its.correction) {
        return 0;
    }
    const auto isResolved = [&](const Index3& centre) {
        return std::ranges::find(its.correction->centres, centre) != its.correction->centres.end();
    };
    if (candidate.regions.empty()) {
        return isResolved(candidate.centre()) ? 1 : 0;
    }
    return static_cast<int>(std::ranges::count_if(candidate.regions, isResolved, &DoubtfulRegion::centre));
}

bool RegionQueue::isDone(const CandidateRegion& candidate) const {
    return resolved(candidate) >= candidate.answersNeeded();
}

RegionOrderSettings RegionQueue::orderSettings(std::uint64_t seed) const {
    return {.seed = seed, .beta = scheduledBeta(round, kRounds)};
}

RegionQueue readRegionQueue(const Project& project, std::int64_t runId, const RegionQueue& before,
                            const Progress& progress, const std::stop_token& stop) {
    const ReviewQueue review = readReviewQueue(project, runId);
    RegionQueue queue{.runId = runId,
                      .scoringId = review.trust.scoringId,
                      .measuredAt = review.trust.isOutdated ? std::string() : review.trust.measuredAt,
                      .round = static_cast<int>(project.runs().ancestors(runId).size())};
    const bool isSameTrust = before.runId == runId && before.scoringId == queue.scoringId;
    std::vector<CandidateRegion> candidates;
    double done = 0;
    for (const QueuedCase& one : review.cases) {
        throwIfStopped(stop);
        progress(done++ / static_cast<double>(review.cases.size()), one.name);
        if (!isOpen(one)) {
            continue;
        }
        if (one.predictionId == 0 || one.isOutdated) {
            ++queue.toPredict;
            continue;
        }
        RegionCase here{
            .caseId = one.caseId, .name = one.name, .predictionId = one.predictionId, .first = candidates.size()};
        const RegionCase* const known = find(before, one.caseId);
        if (isSameTrust && known != nullptr && known->predictionId == one.predictionId) {
            const auto first = before.candidates->begin() + static_cast<std::ptrdiff_t>(known->first);
            candidates.insert(candidates.end(), first, first + static_cast<std::ptrdiff_t>(known->count));
        } else {
            const auto prediction = project.predictions().list(runId, one.caseId);
            const auto found = std::ranges::find(prediction, one.predictionId, &PredictionRecord::id);
            std::ranges::move(regionsOf(project, *found, review.trust.fitted, stop).candidates,
                              std::back_inserter(candidates));
        }
        here.count = candidates.size() - here.first;
        here.correction = resolvedThere(project, one.caseId, known == nullptr ? std::nullopt : known->correction);
        queue.cases.push_back(std::move(here));
    }
    queue.candidates = std::make_shared<const std::vector<CandidateRegion>>(std::move(candidates));
    for (const CandidateRegion& one : *queue.candidates) {
        const bool isDone = queue.isDone(one);
        queue.done += isDone ? 1 : 0;
        queue.openErrors += isDone ? 0 : one.expectedErrors;
    }
    progress(1, "read");
    return queue;
}

}  // namespace tandem
