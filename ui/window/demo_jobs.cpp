#include "ui/window/demo_jobs.h"

#include "core/base/error.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "storage/prediction/prediction_study.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/reliability/trust_learning.h"
#include "storage/reliability/trust_scores.h"
#include "storage/training/training_study.h"

#include <system_error>

namespace tandem {
std::filesystem::path demoProject(const std::filesystem::path& place) {
    return place / "demo.tandem";
}

void makeDemo(const std::filesystem::path& place, const DemoPlan& plan, const Progress& progress,
              const std::stop_token& stop) {
    const std::filesystem::path cohort = place / "cohort";
    // Made under another name, so that nobody takes a half for the whole.
    const std::filesystem::path unfinished = place / "unfinished-demo.tandem";
    std::error_code failure;
    std::filesystem::remove_all(unfinished, failure);
    writeDemoCohort(cohort, plan, between(progress, 0, 0.6), stop);
    {
        Project project = createDemoProject(unfinished);
        const ImportPlan files = planImport({cohort}, {}, {}, stop);
        runImport(project, files, {}, between(progress, 0.6, 0.95), stop);
        TrainingRequest request{.training = demoTraining(Method::MutualReliable, plan),
                                .preparation = demoPreparation(),
                                .splitId = addDemoSplit(project, plan),
                                .name = "demo"};
        // Its maps are drawn beside the curves while the run trains.
        request.pinnedCase = project.splits().casesFor<SplitRole::Validation>(request.splitId).front().caseId();
        static_cast<void>(queueTraining(project, *openEngine(), request));
    }
    throwIfStopped(stop);
    std::filesystem::rename(unfinished, demoProject(place), failure);
    if (failure) {
        throw Error(ErrorCode::Io, "The demo's project could not be put into " + place.string() + ".",
                    failure.message());
    }
}

void predictDemo(const std::filesystem::path& folder, std::int64_t runId,
                 const std::function<void(std::int64_t)>& caseDone, const Progress& progress,
                 const std::stop_token& stop) {
    constexpr double kTrust = 0.4;  // of the time
    constexpr double kPredicted = 0.95;
    const Project project = Project::open(folder);
    const auto engine = openEngine();
    const Weights weights = weightsOf(presentCheckpoint(project, runId, {}));
    const TrustRequest trust{.runId = runId, .weights = weights, .caseDone = caseDone};
    static_cast<void>(learnTrust(
        project, [&engine]() -> const Engine& { return *engine; }, trust, stepsOf(trust, between(progress, 0, kTrust)),
        stop));
    PredictionRequest request{.runId = runId, .caseDone = caseDone};
    request.settings.maps = KeptMaps::All;
    for (const auto& one : project.splits().casesFor<SplitRole::Test>(project.runs().get(runId).splitId.value())) {
        request.caseIds.push_back(one.caseId());
    }
    static_cast<void>(predictCases(project, *engine, request, between(progress, kTrust, kPredicted), stop));
    scorePredictions(project, runId, weights, between(progress, kPredicted, 1), stop);
}

}  // namespace tandem
