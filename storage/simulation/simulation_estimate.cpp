#include "storage/simulation/simulation_estimate.h"

#include "core/prepared/prepared_case.h"
#include "core/settings/preparation_settings.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/simulation/simulated_cases.h"
#include "storage/training/window_time.h"

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
    double seconds = 0;  ///< where a speed is known
};

}  // namespace

SimulationEstimate estimateSimulation(const Project& project, const Engine& engine,
                                      const SimulationSettings& settings) {
    const auto speed = measuredSpeed(project, settings.runId);
    const NetworkCosts costs = engine.networkCosts(settings.training);
    const auto preparation =
        storedSettings<PreparationSettings>(project.runs().get(settings.runId).preparationJson).forWork();
    const auto passOver = [&](const std::vector<CaseRecord>& cases, KeptMaps maps) {
        PredictionSettings prediction;
        prediction.maps = maps;
        Pass pass{.cases = static_cast<int>(cases.size())};
        for (const CaseRecord& one : cases) {
            pass.seconds += predictionSeconds(settings.training, costs, prediction, sizeOf(project, one, preparation),
                                              speed.value_or(MeasuredSpeed{}));
        }
        return pass;
    };
    // Of each round the cases that judge; before each that asks, the start once for all, the cases that are corrected
    // and those that trust is fitted on.
    const auto seeds = static_cast<int>(settings.seeds.size());
    const int trainings = static_cast<int>(settings.arms().size()) * seeds * settings.rounds;
    const int asked = 1 + static_cast<int>(settings.strategies.size()) * seeds * (settings.rounds - 1);
    const Pass judging = passOver(casesToJudgeBy(project, settings.runId, settings.judgedBy), KeptMaps::Label);
    const Pass fitting = passOver(casesToJudgeBy(project, settings.runId, JudgedBy::Validation), KeptMaps::All);
    // Trust is fitted on cases of the run's split, which its training validates before and after.
    const Pass validating = passOver(casesToJudgeBy(project, settings.runId, JudgedBy::Validation), KeptMaps::Label);
    const Pass asking = passOver(casesToSimulate(project, settings.runId), KeptMaps::All);
    SimulationEstimate estimate{
        .trainings = trainings,
        .iterations = trainings * settings.training.iterations,
        .predictions = (trainings + 1) * judging.cases + asked * (asking.cases + fitting.cases)};
    if (speed) {
        estimate.seconds = static_cast<double>(estimate.iterations) * speed->secondsPerIteration +
                           (trainings + 1) * judging.seconds + asked * (asking.seconds + fitting.seconds) +
                           (asked - 1) * 2 * validating.seconds;
    }
    return estimate;
}

}  // namespace tandem
