#include "storage/training/run_extension.h"

#include "core/base/error.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/training/run_configuration.h"

#include <format>

namespace tandem {
namespace {

std::string sentenceOnRate(const TrainingSettings& before, const TrainingSettings& after, std::int64_t done) {
    if (!canStretch(before) || done == 0) {
        return {};
    }
    const RateStep rate = rateStep(before, after, done);
    if (after.scheduleIterations > 0) {
        return std::format(
            "The learning rate of the run was {:.3g} in iteration {} and keeps to the schedule of {} iterations, at "
            "the "
            "end of which it stays {:.3g}.",
            rate.before, done, after.scheduleIterations, rate.last);
    }
    return std::format(
        "The learning rate of the run was {:.3g} in iteration {} and is {:.3g} in the next, as its polynomial schedule "
        "now "
        "falls over {} iterations instead of {}.",
        rate.before, done, rate.after, after.iterations, before.iterations);
}

}  // namespace

TrainingSettings extended(const TrainingSettings& settings, const RunExtension& extension) {
    TrainingSettings longer = settings;
    longer.iterations = extension.iterations;
    if (extension.keepsRate && canStretch(settings)) {
        longer.scheduleIterations = settings.iterations;
    }
    return longer;
}

RateStep rateStep(const TrainingSettings& before, const TrainingSettings& after, std::int64_t doneIterations) {
    return {.doneIterations = doneIterations,
            .before = before.learningRateAt(doneIterations),
            .after = after.learningRateAt(doneIterations + 1),
            .last = after.learningRateAt(after.iterations)};
}

bool canStretch(const TrainingSettings& settings) {
    return settings.schedule == Schedule::Polynomial && settings.scheduleIterations == 0;
}

std::string extendTraining(Project& project, std::int64_t runId, const RunExtension& extension) {
    const std::string stored = project.runs().get(runId).settingsJson;
    const auto before = storedSettings<TrainingSettings>(stored).forWork();
    if (extension.iterations <= before.iterations) {
        throw Error(ErrorCode::InvalidInput, "Run " + std::to_string(runId) + " already trains for " +
                                                 std::to_string(before.iterations) +
                                                 " iterations; give a larger number to extend it.");
    }
    const TrainingSettings after = extended(before, extension);
    checkSettings(after);
    const auto last = project.checkpoints().find(runId, CheckpointKind::Last);
    const std::int64_t done = last ? last->iteration : 0;
    const std::string told = sentenceOnRate(before, after, done);
    project.transaction([&] {
        project.runs().setSettings(runId, settingsToText(after, stored));
        EventRecord event;
        event.kind = "train";
        event.sentence =
            std::format("Run {} is extended from {} to {} iterations.", runId, before.iterations, after.iterations) +
            (told.empty() ? "" : " " + told);
        event.runId = runId;
        project.events().add(event);
    });
    noteExtension(project, runId, done, before, after);
    return told;
}

}  // namespace tandem
