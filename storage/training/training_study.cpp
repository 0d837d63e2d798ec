#include "storage/training/training_study.h"

#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/split_gaps.h"
#include "storage/cases/leak_notices.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/label_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/pinned_snapshots.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/run_configuration.h"
#include "storage/training/run_recorder.h"
#include "storage/training/run_settings.h"
#include "storage/training/weights_origin.h"

#include <algorithm>
#include <format>
#include <map>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

constexpr const char* kInitialWeights = "initial.safetensors";

/// The folder of a run whose row is not committed yet: nobody else sees it, and unless it is kept it goes again.
class NewRunFolder {
public:
    NewRunFolder() = default;
    ~NewRunFolder() {
        std::error_code ignored;  // what stays is removed when the run's number comes again
        std::filesystem::remove_all(m_folder, ignored);
    }
    NewRunFolder(const NewRunFolder&) = delete;
    NewRunFolder& operator=(const NewRunFolder&) = delete;

    /// Without what a killed process or a removed run left there.
    void begin(const std::filesystem::path& folder) {
        removeFolder(folder);
        m_folder = folder;
    }
    void keep() { m_folder.clear(); }

private:
    std::filesystem::path m_folder;
};

template <SplitRole R>
std::vector<CaseFor<R>> plannedCases(const std::vector<CaseInRole<R>>& cases, const PreparedCases& prepared) {
    std::vector<CaseFor<R>> planned;
    for (const CaseInRole<R>& one : cases) {
        planned.push_back(one.prepared(prepared.references.at(one.caseId())));
    }
    return planned;
}

/// The split's cases that a run needs; test cases are not among them.
struct RunCases {
    std::vector<CaseInRole<SplitRole::TrainingLabelled>> labelled;
    std::vector<CaseInRole<SplitRole::TrainingUnlabelled>> unlabelled;
    std::vector<CaseInRole<SplitRole::Validation>> validation;

    [[nodiscard]] std::vector<CaseRecord> records(const Project& project) const {
        std::vector<CaseRecord> all;
        const auto add = [&](const auto& cases) {
            for (const auto& one : cases) {
                all.push_back(project.cases().get(one.caseId()));
            }
        };
        add(labelled);
        add(unlabelled);
        add(validation);
        return all;
    }
};

RunCases casesOf(const Project& project, std::int64_t splitId, const TrainingSettings& settings,
                 Validating validating = Validating::AsSettings) {
    const SplitRepository splits = project.splits();
    RunCases cases{
        .labelled = splits.casesFor<SplitRole::TrainingLabelled>(splitId), .unlabelled = {}, .validation = {}};
    if (validating != Validating::Never) {
        cases.validation = splits.casesFor<SplitRole::Validation>(splitId);
    }
    if (settings.usesUnlabelled()) {
        cases.unlabelled = splits.casesFor<SplitRole::TrainingUnlabelled>(splitId);
    }
    if (cases.labelled.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "The split has no labelled training case; make a split with one or more of them.");
    }
    // What is unknown of a labelled case is as good to learn from without labels.
    const auto isPartlyLabelled = [&project](const CaseInRole<SplitRole::TrainingLabelled>& one) {
        return project.cases().get(one.caseId()).unknownVoxels > 0;
    };
    if (settings.usesUnlabelled() && cases.unlabelled.empty() &&
        std::ranges::none_of(cases.labelled, isPartlyLabelled)) {
        throw Error(ErrorCode::InvalidInput, "The split has no unlabelled training case, which the method " +
                                                 std::string(nameOf(settings.method)) +
                                                 " learns from; use method supervised or add some.");
    }
    return cases;
}

void requireHash(const std::filesystem::path& weights, const std::string& hash) {
    if (contentHash(weights) != hash) {
        throw Error(ErrorCode::Corrupt, weights.string() +
                                            " does not hold the weights that the run was to begin with; make the run "
                                            "again with the weights' own file.");
    }
}

/// A run that was to begin with weights never begins without.
std::optional<std::filesystem::path> initialWeightsOf(const Project& project, const RunRecord& run) {
    const std::filesystem::path file = project.runFolder(run) / kInitialWeights;
    if (!run.initialWeightsHash.empty()) {
        requireHash(file, run.initialWeightsHash);
        return file;
    }
    return isThere(file) ? std::optional(file) : std::nullopt;  // of a program that kept no hash
}

/// One network learns from images of one kind: told before any case is prepared, and before the split is locked.
void requireOneKind(const std::vector<CaseRecord>& records) {
    std::vector<CaseContent> members;
    for (const CaseRecord& record : records) {
        members.push_back({.name = record.name, .channels = record.images.size()});
    }
    if (const std::string sentence = sentenceOnChannels(findSplitGaps(members, 0)); !sentence.empty()) {
        throw Error(ErrorCode::InvalidInput, sentence);
    }
}

/// With the case that is to be watched, when it is none of them.
std::vector<CaseRecord> recordsOf(const Project& project, const RunCases& cases, std::optional<std::int64_t> pinned) {
    std::vector<CaseRecord> records = cases.records(project);
    if (pinned && std::ranges::find(records, *pinned, &CaseRecord::id) == records.end()) {
        records.push_back(project.cases().get(*pinned));
    }
    requireOneKind(records);
    return records;
}

/// Many cases may have the same to tell.
void tellAll(RunRecorder& recorder, const std::vector<std::string>& sentences) {
    constexpr std::size_t kMost = 20;
    for (std::size_t index = 0; index < std::min(kMost, sentences.size()); ++index) {
        recorder.noticed(sentences[index]);
    }
    if (sentences.size() > kMost) {
        recorder.noticed("There are " + std::to_string(sentences.size() - kMost) + " more such notices.");
    }
}

/// What the split lacks, a sentence each.
std::vector<std::string> gapsOf(const Project& project, std::int64_t splitId) {
    const std::vector<std::string> classNames = project.labels().scheme().names();
    const auto members = caseContents(project.cases().list(), project.splits().get(splitId).assignments);
    return sentencesOn(findSplitGaps(members, classNames.size()), classNames);
}

void refuseLeak(const Project& project, std::int64_t splitId) {
    if (const auto sentences = leakNotices(project, splitId); !sentences.empty()) {
        throw Error(ErrorCode::Conflict, sentences.front() +
                                             " Train on a copy of the split that keeps each patient on one side, or "
                                             "say that it shall be trained all the same.");
    }
}

/// Whoever learnt from a case has it in the weights.
void refuseChainLeak(const Project& project, const std::vector<RunAncestor>& chain, std::int64_t splitId) {
    std::vector<SplitCandidate> learnt;
    for (const SplitMember& one : project.splits().members(splitId)) {
        if (sideOf(one.role) == SplitSide::Training) {
            learnt.push_back(one.which);
        }
    }
    if (const auto leaks = leaksOfGoingOn(project, chain, learnt); !leaks.empty()) {
        throw Error(ErrorCode::Conflict, leaks.front().sentence + " The weights are of that run, or of one that went " +
                                             "on from it, so the case can judge no more: leave it out of the split's "
                                             "training cases, or accept the leak.");
    }
}

/// Whatever a person accepts: what was learnt can judge no more.
void refuseLearntJudges(const Project& project, const std::vector<RunAncestor>& chain, std::int64_t splitId) {
    std::map<std::int64_t, SplitRole> judging;
    for (const SplitAssignment& one : project.splits().get(splitId).assignments) {
        if (sideOf(one.role) != SplitSide::Training) {
            judging.emplace(one.caseId, one.role);
        }
    }
    for (const RunAncestor& run : chain) {
        if (!run.splitId) {
            continue;
        }
        for (const SplitAssignment& one : project.splits().get(*run.splitId).assignments) {
            const auto found = judging.find(one.caseId);
            if (sideOf(one.role) == SplitSide::Training && found != judging.end()) {
                throw Error(ErrorCode::Conflict,
                            std::format("{} is a {} case of the split, and run {} has learnt from it; the weights are "
                                        "of that run, or of one that went on from it. Train on a split in which it "
                                        "does not judge, or begin without these weights.",
                                        project.cases().get(one.caseId).name, nameOf(found->second), run.runId));
            }
        }
    }
}

/// A run of the project whose weights a person gives is gone on from as if that had been asked for. Its chain, the
/// nearest first; empty without one.
std::vector<RunAncestor> ancestorsOf(const Project& project, const Engine& engine, const TrainingRequest& request,
                                     const Progress& progress, const std::stop_token& stop) {
    if (request.goesOnFrom) {
        return chainOf(project, *request.goesOnFrom);
    }
    if (!request.initialWeights) {
        return {};
    }
    auto chain = originOfWeights(project, engine, *request.initialWeights, progress, stop);
    if (!chain.empty()) {
        if (!request.acceptsLeak) {
            refuseChainLeak(project, chain, request.splitId);
        }
        refuseLearntJudges(project, chain, request.splitId);
    }
    return chain;
}

/// What nobody can look after, because nobody knows what the weights have learnt.
std::vector<std::string> noticesOnWeights(const Project& project, const RunRecord& run) {
    if (run.initialWeightsHash.empty()) {
        return {};
    }
    const std::vector<RunAncestor> chain = project.runs().ancestors(run.id);
    if (chain.empty()) {
        return {
            "The weights that the run begins with are not known as those of a run of this project: whether they have "
            "learnt from cases that validate or test it, nobody here can say."};
    }
    const auto unknown = std::ranges::find_if(chain, [](const RunAncestor& one) { return !one.splitId; });
    if (unknown != chain.end()) {
        return {
            std::format("The run goes on from run {}, whose split is not known: whether that has learnt from cases "
                        "that validate or test this one, nobody here can say.",
                        unknown->runId)};
    }
    return {};
}

TrainingSummary trainMarked(Project& project, Engine& engine, const RunRecord& run, TrainingObserver& observer,
                            const Progress& preparing, const std::stop_token& stop, Validating validating) {
    RunRecorder recorder(project, run, project.labels().scheme().names(), observer, stop);
    removeUnrecordedCheckpoints(project, run);
    const auto last = project.checkpoints().find(run.id, CheckpointKind::Last);
    tellAll(recorder, leakNotices(project, run.splitId));
    tellAll(recorder, noticesOnSettings(run));
    if (!last) {
        tellAll(recorder, gapsOf(project, run.splitId.value_or(0)));
        tellAll(recorder, noticesOnWeights(project, run));
    }
    const auto [plan, notices] = planTraining(project, run, preparing, stop, validating);
    if (!last) {
        tellAll(recorder, notices);
    } else {
        const std::int64_t iteration = describeRecorded(project, engine, *last).iteration;
        project.metrics().removeAfter(run.id, iteration);
        project.validationScores().removeAfter(run.id, iteration);
        removeSnapshotsAfter(snapshotFolder(project, run), iteration);
    }
    try {
        const TrainingSummary summary = engine.train(plan, recorder, stop);
        recorder.flush();
        return summary;
    } catch (...) {
        recorder.flushIfPossible();  // the last points say most of why it ended
        throw;
    }
}

}  // namespace

RunRecord queueTraining(Project& project, const Engine& engine, const TrainingRequest& request,
                        const Progress& progress, const std::stop_token& stop) {
    checkSettings(request.training);
    checkSettings(request.preparation);
    const RunCases cases = casesOf(project, request.splitId, request.training);
    if (!request.acceptsLeak) {
        refuseLeak(project, request.splitId);
    }
    if (request.pinnedCase) {
        requirePinnable(project, request.splitId, *request.pinnedCase);
    }
    static_cast<void>(recordsOf(project, cases, request.pinnedCase));
    const std::vector<RunAncestor> chain = ancestorsOf(project, engine, request, progress, stop);
    RunRecord record;
    record.name = request.name;
    record.method = nameOf(request.training.method);
    record.settingsJson = settingsToText(request.training);
    record.preparationJson = settingsToText(keptToItsBoxes(project, request.preparation));
    record.seed = request.training.seed;
    record.versionsJson = versionsJson(engine);
    record.splitId = request.splitId;
    if (request.initialWeights) {
        record.initialWeightsHash = contentHash(*request.initialWeights);
    }
    NewRunFolder folder;
    project.transaction([&] {
        record = project.runs().add(record);
        if (!chain.empty()) {
            project.runs().goOnFrom(record.id, chain);
        }
        if (!chain.empty() && request.initialWeights) {
            keepWeightsOrigin(project, chain, record.initialWeightsHash);
        }
        if (!chain.empty() && !request.goesOnFrom) {
            const RunAncestor& from = chain.front();
            static_cast<void>(project.events().add(
                {.kind = "train",
                 .sentence = std::format("Run {} goes on from the {} checkpoint of run {}, iteration {}, whose weights "
                                         "it was given.",
                                         record.id, nameOf(from.checkpointKind), from.runId, from.checkpointIteration),
                 .runId = record.id}));
        }
        folder.begin(project.runFolder(record));
        writeRunConfiguration(project, record, cases.records(project), request.proposal);
        if (request.initialWeights) {
            const std::filesystem::path copy = project.runFolder(record) / kInitialWeights;
            copyAtomically(*request.initialWeights, copy);
            requireHash(copy, record.initialWeightsHash);
        }
        if (request.pinnedCase) {
            pinCase(project, record, *request.pinnedCase);
        }
    });
    folder.keep();
    return record;
}

PlannedTraining planTraining(Project& project, const RunRecord& run, const Progress& preparing,
                             const std::stop_token& stop, Validating validating) {
    TrainingPlan plan;
    plan.settings = storedSettings<TrainingSettings>(run.settingsJson).forWork();
    plan.classNames = project.labels().scheme().names();
    plan.runFolder = project.runFolder(run);
    const RunCases cases = casesOf(project, run.splitId.value_or(0), plan.settings, validating);
    const auto preparation = storedSettings<PreparationSettings>(run.preparationJson).forWork();
    const auto pinned = pinnedCase(project, run);
    PreparedCases prepared = prepareCases(project, recordsOf(project, cases, pinned), preparation, preparing, stop);
    plan.labelled = plannedCases(cases.labelled, prepared);
    plan.unlabelled = plannedCases(cases.unlabelled, prepared);
    plan.validation = plannedCases(cases.validation, prepared);
    if (pinned) {
        plan.pinned = project.splits().cases(run.splitId.value_or(0)).watched(prepared.references.at(*pinned));
    }
    if (const auto last = project.checkpoints().find(run.id, CheckpointKind::Last)) {
        plan.resumeFrom = project.inside(last->file);
    } else {
        plan.initialWeights = initialWeightsOf(project, run);
    }
    plan.validatesStart = !project.runs().ancestors(run.id).empty();
    return {std::move(plan), std::move(prepared.notices)};
}

TrainingSummary runTraining(Project& project, Engine& engine, std::int64_t runId, TrainingObserver& observer,
                            const Progress& preparing, const std::stop_token& stop, Validating validating) {
    const RunRecord run = project.runs().get(runId);
    const RunLock lock(project.runFolder(run));
    project.runs().markRunning(runId, lock);
    try {
        TrainingSummary summary = trainMarked(project, engine, run, observer, preparing, stop, validating);
        project.runs().markEnded(runId, summary.stopped ? RunStatus::Stopped : RunStatus::Finished, "");
        return summary;
    } catch (const Error& error) {
        const bool cancelled = error.code() == ErrorCode::Cancelled;
        project.runs().markEnded(runId, cancelled ? RunStatus::Stopped : RunStatus::Failed, error.what());
        throw;
    } catch (const std::exception& error) {
        project.runs().markEnded(runId, RunStatus::Failed, error.what());
        throw;
    }
}

}  // namespace tandem
