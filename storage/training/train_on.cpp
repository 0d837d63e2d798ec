#include "storage/training/train_on.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "core/base/temporary_folder.h"
#include "core/settings/preparation_settings.h"
#include "core/study/chained_split.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/training_study.h"
#include "storage/training/weights_origin.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace tandem {
namespace {

SplitCandidate candidateOf(const CaseRecord& record) {
    return {record.id, record.name, record.patient, record.label.has_value()};
}

/// The split of the run, which every run has that was trained.
SplitRecord splitOf(const Project& project, const RunRecord& run) {
    if (!run.splitId) {
        throw Error(ErrorCode::NotFound,
                    "Run " + std::to_string(run.id) + " has no split to go on from; train a run on a split.");
    }
    return project.splits().get(*run.splitId);
}

std::map<std::int64_t, SplitRole> rolesIn(const SplitRecord& split) {
    std::map<std::int64_t, SplitRole> roles;
    for (const SplitAssignment& one : split.assignments) {
        roles.emplace(one.caseId, one.role);
    }
    return roles;
}

/// By which a case has its label: the newest that stands and made one.
std::map<std::int64_t, ReviewRecord> labellingReviews(const Project& project) {
    std::map<std::int64_t, ReviewRecord> reviews;
    for (ReviewRecord& one : project.reviews().list()) {
        if (one.decision != ReviewDecision::Rejected) {
            reviews[one.caseId] = std::move(one);
        }
    }
    return reviews;
}

/// Why a case cannot come in; empty when it can.
std::string whyNotLearnt(const CaseRecord& record, const std::map<std::int64_t, SplitRole>& roles) {
    const std::string name = "Case \"" + record.name + "\" ";
    if (!record.label) {
        return name + "has no label to learn from; accept or correct a prediction of it.";
    }
    if (record.state == CaseState::Excluded) {
        return name + "is excluded; include it first, or leave it out.";
    }
    const auto role = roles.find(record.id);
    return role != roles.end() && role->second == SplitRole::TrainingLabelled
               ? name + "is one that the run was trained on with its label; leave it out."
               : std::string();
}

/// ids: without repetition.
std::vector<SplitCandidate> requestedCases(const Project& project, const SplitRecord& split,
                                           const std::set<std::int64_t>& ids) {
    if (ids.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "No case comes in: accept or correct a prediction first, or name cases that have a label.");
    }
    const auto roles = rolesIn(split);
    std::vector<SplitCandidate> coming;
    for (const std::int64_t id : ids) {
        const CaseRecord record = project.cases().get(id);
        if (const std::string why = whyNotLearnt(record, roles); !why.empty()) {
            throw Error(ErrorCode::InvalidInput, why);
        }
        coming.push_back(candidateOf(record));
    }
    return coming;
}

/// Cases without a label and without a role.
std::vector<SplitCandidate> moreUnlabelled(const Project& project, const SplitRecord& split) {
    const auto roles = rolesIn(split);
    std::vector<SplitCandidate> more = splitCandidates(project);
    std::erase_if(more, [&](const SplitCandidate& one) { return one.hasLabel || roles.contains(one.caseId); });
    return more;
}

void refuseLeaks(const std::vector<JudgingLeak>& leaks) {
    if (leaks.empty()) {
        return;
    }
    const std::string more =
        leaks.size() > 1 ? std::format(" So it is with {} more of the cases.", leaks.size() - 1) : std::string();
    throw Error(ErrorCode::Conflict, leaks.front().sentence + more +
                                         " What is learnt from can judge no more: leave it out, or accept the leak, "
                                         "which takes it out of validation and test.");
}

void requireSameNetwork(const TrainingSettings& before, const TrainingSettings& now) {
    if (before.filters != now.filters) {
        throw Error(ErrorCode::InvalidInput,
                    std::format("The run's network has {} filters, and its weights fit no network of {}; keep filters "
                                "at {}.",
                                before.filters, now.filters, before.filters));
    }
}

CheckpointRecord checkpointOf(const Project& project, std::int64_t runId, CheckpointKind kind) {
    const auto found = project.checkpoints().find(runId, kind);
    if (!found) {
        throw Error(ErrorCode::NotFound,
                    std::format("Run {} has no {} checkpoint to go on from; train it{} first.", runId, nameOf(kind),
                                kind == CheckpointKind::Best ? " with validation cases" : ""));
    }
    return *found;
}

std::vector<std::string> namesOf(const std::vector<SplitCandidate>& cases) {
    std::vector<std::string> names;
    for (const SplitCandidate& one : cases) {
        names.push_back(one.name);
    }
    return names;
}

std::string sentenceOn(const std::vector<SplitCandidate>& coming, const std::vector<SplitMember>& leaving) {
    std::string sentence = std::format("{} {} in with a label: {}.", coming.size(),
                                       coming.size() == 1 ? "case comes" : "cases come", listText(namesOf(coming)));
    std::vector<std::string> gone;
    for (const SplitMember& one : leaving) {
        gone.push_back(one.which.name);
    }
    if (!gone.empty()) {
        sentence += " No longer validating or testing: " + listText(gone) + ".";
    }
    return sentence;
}

}  // namespace

std::vector<ComingCase> casesToTrainOn(const Project& project, std::int64_t runId) {
    const RunRecord run = project.runs().get(runId);
    if (!run.splitId) {
        return {};
    }
    const SplitRecord split = splitOf(project, run);
    const auto roles = rolesIn(split);
    const auto reviews = labellingReviews(project);
    std::vector<ComingCase> cases;
    std::vector<SplitCandidate> candidates;
    for (const CaseRecord& record : project.cases().list()) {
        const auto role = roles.find(record.id);
        const bool isKnown = role != roles.end() && role->second == SplitRole::TrainingLabelled;
        if (!record.label || record.state == CaseState::Excluded || isKnown) {
            continue;
        }
        ComingCase one{.caseId = record.id, .name = record.name};
        if (role != roles.end()) {
            one.role = role->second;
        }
        if (const auto review = reviews.find(record.id); review != reviews.end()) {
            one.origin =
                review->second.decision == ReviewDecision::Accepted ? LabelOrigin::Accepted : LabelOrigin::Corrected;
            one.isNew = review->second.createdAt >= split.createdAt;
        }
        cases.push_back(std::move(one));
        candidates.push_back(candidateOf(record));
    }
    for (const JudgingLeak& leak :
         leaksOfGoingOn(project, chainOf(project, {.runId = runId, .splitId = split.id}), candidates)) {
        std::ranges::find(cases, leak.caseId, &ComingCase::caseId)->leak = leak.sentence;
    }
    std::ranges::sort(cases, {}, [](const ComingCase& one) { return std::tuple(!one.isNew, one.name); });
    return cases;
}

std::vector<std::int64_t> newCases(const std::vector<ComingCase>& cases) {
    std::vector<std::int64_t> ids;
    for (const ComingCase& one : cases) {
        if (one.isNew && one.leak.empty()) {
            ids.push_back(one.caseId);
        }
    }
    return ids;
}

TrainingSettings fineTuning(const Project& project, std::int64_t runId) {
    constexpr std::int64_t kShare = 3;
    constexpr double kSlower = 10;
    auto settings = storedSettings<TrainingSettings>(project.runs().get(runId).settingsJson).forWork();
    settings.iterations = std::max<std::int64_t>(1, settings.iterations / kShare);
    settings.scheduleIterations = 0;
    settings.learningRate /= kSlower;
    settings.rampIterations = 0;
    return settings;
}

QueuedTrainOn queueTrainOn(Project& project, const Engine& engine, const TrainOnRequest& request) {
    const RunRecord run = project.runs().get(request.runId);
    requireSameNetwork(storedSettings<TrainingSettings>(run.settingsJson).forWork(), request.training);
    const CheckpointRecord checkpoint = checkpointOf(project, run.id, request.checkpoint);
    const SplitRecord split = splitOf(project, run);
    const std::vector<SplitMember> before = project.splits().members(split.id);
    const std::vector<SplitCandidate> coming =
        requestedCases(project, split, {request.caseIds.begin(), request.caseIds.end()});
    if (!request.acceptsLeak) {
        refuseLeaks(leaksOfGoingOn(project, chainOf(project, {.runId = run.id, .splitId = split.id}), coming));
    }
    const ChainedSplit made = chainedSplit(
        before, coming, request.addsUnlabelled ? moreUnlabelled(project, split) : std::vector<SplitCandidate>());
    const TemporaryFolder folder("tandem-train-on-", "free some room there and train on again");
    const std::filesystem::path weights = folder.path() / "weights.safetensors";
    exportRecorded(project, engine, checkpoint, weights);
    TrainingRequest training{.training = request.training,
                             .preparation = storedSettings<PreparationSettings>(run.preparationJson).forWork(),
                             .name = request.name,
                             .initialWeights = weights,
                             .acceptsLeak = request.acceptsLeak,
                             .goesOnFrom = ancestorBy(run, checkpoint)};
    QueuedTrainOn queued{.run = {}, .sentence = sentenceOn(coming, made.leaving)};
    project.transaction([&] {
        const std::string name = project.splits().freeName(std::format("{} after run {}", split.name, run.id));
        training.splitId = project.splits().add({.name = name, .assignments = made.assignments}).id;
        const auto pinned = pinnedCase(project, run);
        if (pinned && project.splits().roleOf(training.splitId, *pinned)) {
            training.pinnedCase = pinned;
        }
        queued.run = queueTraining(project, engine, training);
        static_cast<void>(project.events().add(
            {.kind = "train",
             .sentence = std::format("Run {} goes on from the {} checkpoint of run {}, iteration {}. {}", queued.run.id,
                                     nameOf(checkpoint.kind), run.id, checkpoint.iteration, queued.sentence),
             .runId = queued.run.id}));
    });
    return queued;
}

}  // namespace tandem
