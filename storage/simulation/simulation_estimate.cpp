#include "storage/simulation/simulation_estimate.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/number_text.h"
#include "core/prepared/prepared_case.h"
#include "core/settings/preparation_settings.h"
#include "core/study/label_scheme.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/prediction/stored_maps.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/simulation/simulation_folder.h"
#include "storage/training/training_estimate.h"
#include "storage/training/window_time.h"

#include <format>

namespace tandem {
namespace {

/// On its prepared grid where it is prepared, else on its own.
Index3 sizeOf(const Project& project, const CaseRecord& record, const PreparationSettings& preparation) {
    const auto prepared = findPrepared(project, record, preparation);
    return prepared ? PreparedCase(*prepared).header().geometry.size : record.geometry.size;
}

/// Predicting some cases once.
struct Pass {
    int cases = 0;
    double seconds = 0;       ///< where a speed is known
    std::uint64_t bytes = 0;  ///< of the maps
};

/// Whose cases are predicted how often, and what else is counted.
struct Work {
    int arms = 0;       ///< of all seeds
    int trainings = 0;  ///< of all rounds
    int asked = 0;      ///< rounds before which the cases are predicted with all maps: the start once for all
    int judged = 0;     ///< that are predicted to be judged by alone
    Pass judging;
    Pass fitting;  ///< trust
    Pass asking;
};

Pass passOver(const Project& project, const Engine& engine, const SimulationSettings& settings,
              const std::vector<CaseRecord>& cases, KeptMaps maps) {
    const auto preparation =
        storedSettings<PreparationSettings>(project.runs().get(settings.runId).preparationJson).forWork();
    const MeasuredSpeed speed = measuredSpeed(project, settings.runId).value_or(MeasuredSpeed{});
    const NetworkCosts costs = engine.networkCosts(settings.training);
    const std::uint64_t bytesPerVoxel = storedBytesPerVoxel(maps, project.labels().scheme().count());
    PredictionSettings prediction;
    prediction.maps = maps;
    Pass pass{.cases = static_cast<int>(cases.size()),
              .bytes = bytesPerVoxel * static_cast<std::uint64_t>(voxelsOf(cases))};
    for (const CaseRecord& one : cases) {
        pass.seconds +=
            predictionSeconds(settings.training, costs, prediction, sizeOf(project, one, preparation), speed);
    }
    return pass;
}

Work workOf(const Project& project, const Engine& engine, const SimulationSettings& settings) {
    const auto seeds = static_cast<int>(settings.seeds.size());
    const int arms = static_cast<int>(settings.arms().size()) * seeds;
    const auto pass = [&](const std::vector<CaseRecord>& cases, KeptMaps maps) {
        return passOver(project, engine, settings, cases, maps);
    };
    const int trainings = arms * settings.rounds;
    const int asked = 1 + static_cast<int>(settings.strategies.size()) * seeds * (settings.rounds - 1);
    return {.arms = arms,
            .trainings = trainings,
            .asked = asked,
            .judged = trainings + 1 - (settings.judgedBy == JudgedBy::Validation ? asked : 0),
            .judging = pass(casesToJudgeBy(project, settings.runId, settings.judgedBy), KeptMaps::Label),
            .fitting = pass(casesToJudgeBy(project, settings.runId, JudgedBy::Validation), KeptMaps::All),
            .asking = pass(casesToSimulate(project, settings.runId), KeptMaps::All)};
}

/// Of all cases of the split that are learnt from, predicted or judged by, and once more of those that are corrected:
/// their copies go with each round.
std::uint64_t preparedBytes(const Project& project, const SimulationSettings& settings) {
    const RunRecord run = project.runs().get(settings.runId);
    const auto preparation = storedSettings<PreparationSettings>(run.preparationJson).forWork();
    const auto bytesOf = [&](const CaseRecord& record) {
        const Index3 size = sizeOf(project, record, preparation);
        return static_cast<std::uint64_t>(size[0] * size[1] * size[2]) *
               (sizeof(float) * record.images.size() + sizeof(std::uint8_t));
    };
    std::uint64_t bytes = 0;
    for (const SplitAssignment& one : project.splits().get(run.splitId.value_or(0)).assignments) {
        if (one.role != SplitRole::Test || settings.judgedBy == JudgedBy::Test) {
            bytes += bytesOf(project.cases().get(one.caseId));
        }
    }
    for (const CaseRecord& one : casesToSimulate(project, settings.runId)) {
        bytes += bytesOf(one);
    }
    return bytes;
}

SimulationDisk diskFor(const Project& project, const Engine& engine, const SimulationSettings& settings,
                       const Work& work, const std::filesystem::path& folder) {
    // Deflated, answers of regions in left-atrium volumes took 0.004 bytes a voxel, whole labels 0.012.
    constexpr std::uint64_t kVoxelsPerAnswerByte = 20;
    // The last run of each arm stays; beside them there are the start, one that trains, and the one it went on from.
    const auto runs = static_cast<std::uint64_t>(work.arms) + 3;
    const std::uint64_t checkpoint = engine.networkCosts(settings.training).checkpointBytes;
    const auto copies = static_cast<std::uint64_t>(settings.arms().size() * settings.seeds.size()) *
                        static_cast<std::uint64_t>(settings.rounds);
    const std::uint64_t voxels = static_cast<std::uint64_t>(voxelsOf(casesToSimulate(project, settings.runId)));
    SimulationDisk disk;
    // What the start predicted stays until all is done; of each strategy trust has its maps until its next round.
    disk.predictionBytes = work.judging.bytes * (static_cast<std::uint64_t>(work.arms) + 1) +
                           work.fitting.bytes * (settings.strategies.size() + 1) + work.asking.bytes * 2;
    disk.preparedBytes = preparedBytes(project, settings);
    disk.checkpointBytes = checkpoint * runs + checkpoint / 2 * runs;  // weights without momentum are half of one
    disk.answerBytes = copies * voxels / kVoxelsPerAnswerByte +
                       runs * kPointBytes * static_cast<std::uint64_t>(settings.training.iterations);
    disk.thereBytes = simulationBytes(folder);
    std::filesystem::path there = absolutePath(folder);
    while (there.has_relative_path() && !isFolder(there)) {
        there = there.parent_path();
    }
    disk.freeBytes = freeBytes(there);
    return disk;
}

}  // namespace

SimulationEstimate estimateSimulation(const Project& project, const Engine& engine, const SimulationSettings& settings,
                                      const std::filesystem::path& folder) {
    const auto speed = measuredSpeed(project, settings.runId);
    const Work work = workOf(project, engine, settings);
    SimulationEstimate estimate{
        .trainings = work.trainings,
        .iterations = work.trainings * settings.training.iterations,
        .predictions = work.judged * work.judging.cases + work.asked * (work.asking.cases + work.fitting.cases),
        .disk = diskFor(project, engine, settings, work, folder)};
    if (speed) {
        estimate.seconds = static_cast<double>(estimate.iterations) * speed->secondsPerIteration +
                           work.judged * work.judging.seconds +
                           work.asked * (work.asking.seconds + work.fitting.seconds);
    }
    return estimate;
}

void requireRoom(const SimulationDisk& disk, const std::filesystem::path& folder) {
    if (!disk.fits()) {
        throw Error(ErrorCode::Io, std::format("The simulation needs up to {} in {}, where {} are free; make room, "
                                               "simulate in a folder on another disk, or ask for fewer strategies or "
                                               "seeds.",
                                               bytesText(disk.neededBytes()), folder.string(),
                                               bytesText(disk.freeBytes + disk.thereBytes)));
    }
}

}  // namespace tandem
