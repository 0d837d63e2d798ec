#include "storage/simulation/simulation_project.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/checkpoint_files.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/inside_project.h"
#include "storage/db/label_repository.h"
#include "storage/db/result_records.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/training/recorded_checkpoint.h"

#include <format>
#include <optional>
#include <utility>

namespace tandem {
namespace {

constexpr std::int64_t kRun = 1;  // of a new project, the first

/// As it is, where it is; without its label where that shall be hidden.
CaseRecord broughtOver(const Project& source, CaseRecord record, bool isLabelHidden) {
    const auto place = [&](ImageFile& file) {
        file.path = source.cases().locate(file);
        file.relativePath.clear();
    };
    record.id = 0;
    record.datasetId = 1;
    for (ImageFile& image : record.images) {
        place(image);
    }
    if (isLabelHidden) {
        record.label.reset();
        record.labelValues = {};
        record.labelVoxels.clear();
        record.unknownVoxels = 0;
    } else if (record.label) {
        place(*record.label);
    }
    record.state = record.label ? CaseState::Labelled : CaseState::Unlabelled;
    return record;
}

std::int64_t addSplit(const Project& source, const Project& made, std::int64_t sourceSplit) {
    SplitRecord split = source.splits().get(sourceSplit);
    split.id = 0;
    split.locked = false;
    for (SplitAssignment& one : split.assignments) {
        const bool isHidden = one.role == SplitRole::TrainingUnlabelled;
        one.caseId = made.cases().add(broughtOver(source, source.cases().get(one.caseId), isHidden)).id;
    }
    return made.splits().add(std::move(split)).id;
}

/// The run with the one checkpoint that everything goes on from.
void addRun(const Project& source, const Project& made, const Engine& engine, const CheckpointRecord& checkpoint,
            std::int64_t splitId) {
    RunRecord run = source.runs().get(checkpoint.runId);
    run.splitId = splitId;
    run = made.runs().add(std::move(run));
    const std::filesystem::path folder = made.runFolder(run);
    makeFolder(folder);
    const std::filesystem::path file = freeCheckpointFile(folder, CheckpointKind::Last, checkpoint.iteration);
    readRecorded(source, checkpoint, [&](const std::filesystem::path& recorded) {
        copyAtomically(recorded, file);
        return engine.describe(file).contentHash;
    });
    // Whichever it was of its run, here it is the last.
    static_cast<void>(made.checkpoints().record({.runId = run.id,
                                                 .kind = CheckpointKind::Last,
                                                 .file = run.folder / file.filename(),
                                                 .contentHash = checkpoint.contentHash,
                                                 .iteration = checkpoint.iteration,
                                                 .validationDice = {},
                                                 .createdAt = {}}));
    {
        const RunLock lock(folder);
        made.runs().markRunning(run.id, lock);
    }
    made.runs().markEnded(run.id, RunStatus::Finished, "");
}

void make(const Project& source, const Engine& engine, const CheckpointRecord& checkpoint,
          const std::filesystem::path& target) {
    AtomicFolder folder(target);
    {
        const Project made = Project::create(folder.temporary(), source.name() + " (simulation)",
                                             source.labels().scheme(), source.identifiers());
        made.transaction([&] {
            const std::int64_t split = addSplit(source, made, source.runs().get(checkpoint.runId).splitId.value_or(0));
            addRun(source, made, engine, checkpoint, split);
        });
    }
    folder.commit();
}

void requireCheckpoint(const Project& project, const CheckpointRecord& wanted) {
    const auto found = project.checkpoints().find(kRun, CheckpointKind::Last);
    if (!found || found->contentHash != wanted.contentHash) {
        throw Error(ErrorCode::Conflict,
                    std::format("{} is a simulation on another checkpoint than the one that run {} has now; simulate "
                                "in another folder.",
                                project.folder().string(), wanted.runId));
    }
}

}  // namespace

SimulationProject openSimulationProject(const Project& source, const Engine& engine, const SimulationSettings& settings,
                                        const CheckpointRecord& checkpoint, const std::filesystem::path& folder) {
    const std::filesystem::path place = insideProject(folder, "simulation.tandem");  // it may be a stranger's
    const std::vector<CaseRecord> corrected = casesToSimulate(source, settings.runId);
    const std::vector<CaseRecord> judged = casesToJudgeBy(source, settings.runId, settings.judgedBy);
    if (!isThere(place)) {
        make(source, engine, checkpoint, place);
    }
    SimulationProject opened{
        .project = Project::open(place), .runId = kRun, .corrected = {}, .judged = {}, .validation = {}};
    const Project& project = opened.project;
    requireCheckpoint(project, checkpoint);
    opened.splitId = project.runs().get(kRun).splitId.value_or(0);
    const auto idOf = [&](const CaseRecord& record) {
        const auto found = project.cases().find(record.name);
        if (!found) {
            throw Error(ErrorCode::Conflict, std::format("The simulation in {} does not have case \"{}\"; simulate in "
                                                         "another folder.",
                                                         folder.string(), record.name));
        }
        return found->id;
    };
    for (const CaseRecord& one : corrected) {
        opened.corrected.push_back({.sourceId = one.id, .id = idOf(one)});
    }
    for (const CaseRecord& one : judged) {
        opened.judged.push_back(idOf(one));
    }
    for (const auto& one : project.splits().casesFor<SplitRole::Validation>(opened.splitId)) {
        opened.validation.push_back(one.caseId());
    }
    return opened;
}

}  // namespace tandem
