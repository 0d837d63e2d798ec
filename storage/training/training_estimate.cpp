#include "storage/training/training_estimate.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/speed_probe.h"
#include "storage/training/training_study.h"
#include "storage/training/window_time.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace tandem {
namespace {

/// Looks at a case while it trains: at every interval and at the end.
std::int64_t looksOf(const TrainingSettings& settings) {
    const std::int64_t interval = settings.validationInterval;
    const std::int64_t within = interval > 0 ? settings.iterations / interval : 0;
    return within + (interval > 0 && settings.iterations % interval == 0 ? 0 : 1);
}

Index3 sizeOf(const PreparedReference& reference) {
    return PreparedCase(reference).header().geometry.size;
}

DiskEstimate diskFor(const Project& project, const TrainingPlan& plan, const NetworkCosts& costs) {
    // Nine maps of a byte; deflated they took 4.2 to 4.8 bytes in the course of a training on phantoms.
    constexpr double kSnapshotBytesPerVoxel = 5;
    constexpr std::uint64_t kCheckpoints = 3;  // the last and the best, and one that is about to replace another
    DiskEstimate disk{.checkpointBytes = kCheckpoints * costs.checkpointBytes,
                      .pointBytes = kPointBytes * static_cast<std::uint64_t>(plan.settings.iterations),
                      .freeBytes = freeBytes(project.folder())};
    if (plan.pinned) {
        const Index3 size = sizeOf(plan.pinned->prepared());
        const auto voxels = static_cast<double>(size[0] * size[1] * size[2]);
        disk.snapshotBytes =
            static_cast<std::uint64_t>(kSnapshotBytesPerVoxel * voxels * static_cast<double>(looksOf(plan.settings)));
    }
    return disk;
}

/// Whether an iteration of one costs what an iteration of the other does.
bool costTheSame(const TrainingSettings& a, const TrainingSettings& b) {
    return a.method == b.method && a.device == b.device && a.precision == b.precision && a.filters == b.filters &&
           a.patch == b.patch && a.labelledBatch == b.labelledBatch && a.patchesPerStep() == b.patchesPerStep() &&
           a.placement == b.placement && a.deterministic == b.deterministic;
}

/// The newest run that cost the same and did some iterations.
std::optional<TimeEstimate> timeOfEarlierRun(const Project& project, const TrainingSettings& settings) {
    std::vector<RunRecord> runs = project.runs().list();
    std::ranges::reverse(runs);
    for (const RunRecord& run : runs) {
        const auto stored = storedSettings<TrainingSettings>(run.settingsJson);
        if (!stored.unread.empty() || !costTheSame(stored.values, settings)) {
            continue;
        }
        if (const auto speed = measuredSpeed(project, run.id)) {
            return TimeEstimate{.source = TimeSource::EarlierRun,
                                .runId = run.id,
                                .iterations = speed->iterations,
                                .secondsPerIteration = speed->secondsPerIteration};
        }
    }
    return {};
}

/// Fills in the whole run from the time of an iteration.
void extrapolate(TimeEstimate& time, const TrainingPlan& plan, const NetworkCosts& costs) {
    const TrainingSettings& settings = plan.settings;
    const auto looks = static_cast<double>(looksOf(settings));
    const Index3 stride = settings.effectiveValidationStride();
    double windows = 0;
    for (const ValidationCase& one : plan.validation) {
        const Index3 size = sizeOf(one.prepared());
        windows += looks * static_cast<double>(windowsOf(size, settings.patch, stride)) +
                   static_cast<double>(windowsOf(size, settings.patch, settings.testStride));
    }
    time.trainingSeconds = time.secondsPerIteration * static_cast<double>(settings.iterations);
    time.validationSeconds =
        secondsPerWindow(settings, costs, time.secondsPerIteration, WindowWork::DecoderA) * windows;
    if (plan.pinned) {
        const auto ofLook = static_cast<double>(windowsOf(sizeOf(plan.pinned->prepared()), settings.patch, stride));
        time.pinnedSeconds =
            secondsPerWindow(settings, costs, time.secondsPerIteration, WindowWork::BothDecoders) * looks * ofLook;
    }
}

TrainingPlan planFor(Project& project, const TrainingRequest& request, const Progress& progress,
                     const std::stop_token& stop) {
    // A run as it would be queued, but not in the project.
    RunRecord run;
    run.settingsJson = settingsToText(request.training);
    run.preparationJson = settingsToText(request.preparation);
    run.splitId = request.splitId;
    TrainingPlan plan = planTraining(project, run, progress, stop).plan;
    if (request.pinnedCase) {
        requirePinnable(project, request.splitId, *request.pinnedCase);
        const std::vector<CaseRecord> pinned{project.cases().get(*request.pinnedCase)};
        plan.pinned = project.splits()
                          .cases(request.splitId)
                          .watched(prepareCases(project, pinned, request.preparation, progress, stop)
                                       .references.at(*request.pinnedCase));
    }
    return plan;
}

}  // namespace

RunEstimate estimateRun(Project& project, Engine& engine, const TrainingRequest& request, bool mayProbe,
                        const Progress& progress, const std::stop_token& stop) {
    checkSettings(request.training);
    checkSettings(request.preparation);
    constexpr double kPreparing = 0.7;
    const TrainingPlan plan = planFor(project, request, between(progress, 0, kPreparing), stop);
    const NetworkCosts costs = engine.networkCosts(plan.settings);
    RunEstimate estimate{.memory = engine.estimateTraining(plan), .disk = diskFor(project, plan, costs)};
    estimate.time = timeOfEarlierRun(project, plan.settings);
    if (!estimate.time && mayProbe && estimate.memory.fits) {
        progress(kPreparing, "measuring a few iterations");
        const ProbedSpeed probed = probeSpeed(engine, plan, stop);
        estimate.time = TimeEstimate{.source = TimeSource::Probe,
                                     .iterations = probed.iterations,
                                     .secondsPerIteration = probed.secondsPerIteration};
    }
    if (estimate.time) {
        extrapolate(*estimate.time, plan, costs);
    }
    progress(1, "estimated");
    return estimate;
}

}  // namespace tandem
