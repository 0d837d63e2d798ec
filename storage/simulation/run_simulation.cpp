#include "storage/simulation/run_simulation.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/utc_time.h"
#include "core/study/label_scheme.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/simulation/correction_round.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/simulation/simulation_estimate.h"
#include "storage/simulation/simulation_folder.h"
#include "storage/training/train_on.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <utility>

namespace tandem {
namespace {

std::vector<std::string> namesOf(const std::vector<CaseRecord>& cases) {
    std::vector<std::string> names;
    for (const CaseRecord& one : cases) {
        names.push_back(one.name);
    }
    return names;
}

Simulation begun(const Project& source, const SimulationSettings& settings, const std::string& checkpointHash) {
    const std::vector<CaseRecord> corrected = casesToSimulate(source, settings.runId);
    std::vector<std::string> hashes;
    for (const auto& cases : {corrected, casesToJudgeBy(source, settings.runId, settings.judgedBy)}) {
        for (const CaseRecord& one : cases) {
            hashes.push_back(one.label->contentHash);
        }
    }
    std::vector<std::string> classes = source.labels().scheme().names();
    classes.erase(classes.begin());
    return {.settings = settings,
            .checkpointHash = checkpointHash,
            .startedAt = utcNow(),
            .classes = std::move(classes),
            .labelHashes = std::move(hashes),
            .corrected = namesOf(corrected),
            .correctableVoxels = voxelsOf(corrected),
            .start = {},
            .rows = {}};
}

/// What the folder holds already, with what is asked for now.
Simulation goneOnWith(const std::filesystem::path& folder, Simulation wanted) {
    if (!isThere(simulationFile(folder))) {
        return wanted;
    }
    Simulation before = readSimulation(folder);
    if (!areOfOneKind(before.settings, wanted.settings) || before.checkpointHash != wanted.checkpointHash ||
        before.corrected != wanted.corrected || before.labelHashes != wanted.labelHashes ||
        before.classes != wanted.classes) {
        throw Error(ErrorCode::Conflict,
                    std::format("{} holds a simulation with other settings, weights or cases; give the same run, "
                                "rounds, budget and training to go on with it, or another folder.",
                                folder.string()));
    }
    before.settings = std::move(wanted.settings);
    return before;
}

/// All rounds in the order in which they are done: a round of all strategies before the next, so that they can be
/// compared early.
std::vector<RoundToDo> roundsOf(const SimulationSettings& settings) {
    std::vector<RoundToDo> rounds;
    for (const std::int64_t seed : settings.seeds) {
        for (int round = 1; round <= settings.rounds; ++round) {
            for (const SimulationArm& arm : settings.arms()) {
                rounds.push_back({.arm = arm, .seed = seed, .round = round, .before = {}});
            }
        }
    }
    return rounds;
}

}  // namespace

SimulationSettings suggestedSimulation(const Project& project, std::int64_t runId) {
    return {.runId = runId,
            .strategies = {RegionStrategy::LeastReliable, RegionStrategy::MostDisagreement,
                           RegionStrategy::ClassBalanced, RegionStrategy::ForegroundRandom},
            .budgetVoxels = budgetOfShare(project, runId, budgetShare(BudgetOf::LookedAt)),
            .training = fineTuning(project, runId)};
}

std::int64_t budgetOfShare(const Project& project, std::int64_t runId, double share) {
    const auto voxels = static_cast<double>(voxelsOf(casesToSimulate(project, runId)));
    return std::max<std::int64_t>(1, std::llround(share * voxels));
}

Simulation runSimulation(const Project& source, Engine& engine, const SimulationSettings& settings,
                         const std::filesystem::path& folder, const SimulationGrew& grew, const Progress& progress,
                         const std::stop_token& stop) {
    settings.check();
    requireSteadyCrop(source, settings.runId);
    const CheckpointRecord checkpoint = presentCheckpoint(source, settings.runId, settings.checkpoint);
    Simulation wanted = begun(source, settings, checkpoint.contentHash);
    requireOwnFolder(folder);
    const SimulationDisk disk = estimateSimulation(source, engine, settings, folder).disk;
    if (!isThere(simulationFile(folder))) {
        requireRoom(disk, folder);  // before there is anything
    }
    makeFolder(folder);
    const FileLock lock = lockSimulation(folder);
    removeLeftOvers(folder);
    Simulation simulation = goneOnWith(folder, std::move(wanted));
    if (!simulation.isDone()) {
        requireRoom(disk, folder);
    }
    SimulationProject project = openSimulationProject(source, engine, settings, checkpoint, folder);
    CorrectionRounds rounds(source, project, engine, settings);
    const std::vector<RoundToDo> all = roundsOf(settings);
    // The start costs about as much as a round: all cases are predicted for the first time.
    const double steps = static_cast<double>(all.size()) + 1;
    const auto grow = [&] {
        writeSimulation(folder, simulation);
        grew(simulation);
    };
    if (simulation.start.empty()) {
        simulation.start = rounds.judgeStart(between(progress, 0, 1 / steps), stop);
        grow();
    } else {
        grew(simulation);
    }
    double done = 1;
    for (RoundToDo todo : all) {
        const SimulationRow* const before = simulation.find(todo.arm, todo.seed, todo.round - 1);
        todo.fromRun = before != nullptr ? before->runId : project.runId;
        todo.before = before != nullptr ? before->total : CorrectionEffort();
        const SimulationRow* row = simulation.find(todo.arm, todo.seed, todo.round);
        if (row == nullptr) {
            throwIfStopped(stop);
            simulation.rows.push_back(rounds.doRound(todo, between(progress, done / steps, (done + 1) / steps), stop));
            grow();
            row = &simulation.rows.back();
        }
        rounds.clearAfter(*row, todo.fromRun);  // also what a kill kept from it
        done += 1;
    }
    rounds.clearStart();
    progress(1.0, "simulated");
    return simulation;
}

}  // namespace tandem
