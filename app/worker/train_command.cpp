#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "app/worker/plan_lock.h"
#include "app/worker/settings_options.h"
#include "app/worker/standard_output.h"
#include "core/base/error.h"
#include "core/engine/libtorch_engine.h"
#include "core/plan/plan_file.h"
#include "core/plan/training_events.h"

#include <sys/prctl.h>

#include <csignal>

namespace tandem::worker {
namespace {

/// The files may have been copied from another machine.
template <SplitRole R>
void requireUnchanged(const std::vector<CaseFor<R>>& cases, const std::stop_token& stop) {
    for (const CaseFor<R>& one : cases) {
        throwIfStopped(stop);
        PreparedCase(one.prepared()).requireUnchanged();
    }
}

TrainingSummary train(const std::filesystem::path& folder, const Options& options, StandardOutput& output) {
    TrainingPlan plan = readTrainingPlan(folder);
    applySettings(plan.settings, options);
    const PlanLock lock(plan.runFolder);
    requireUnchanged(plan.labelled, output.token());
    requireUnchanged(plan.unlabelled, output.token());
    requireUnchanged(plan.validation, output.token());
    TrainingEventWriter events(folder, plan.runFolder / "pinned",
                               [&](const std::string& line) { output.writeLine(line); });
    TrainingSummary summary;
    try {
        summary = LibTorchEngine().train(plan, events, output.token());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled) {
            throw;
        }
        summary.stopped = true;  // before the network was there; nothing was done
    }
    events.finished(summary);
    return summary;
}

}  // namespace

int runTrain(Arguments arguments, const std::stop_token& stop) {
    const Options options(arguments, {{"device"}, {"set"}, {"end-with-parent", false}});
    if (options.has("end-with-parent")) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    }
    const std::filesystem::path folder = options.onlyWord("the folder of a plan");
    return runTold(stop, [&](StandardOutput& output) { return train(folder, options, output); });
}

std::string trainHelp() {
    return std::string(
               "Trains as the plan says and writes what happens to standard output, a JSON object a line.\n"
               "Ctrl-C or SIGTERM stops it within an iteration; the same command goes on with it.\n\n") +
           kSettingsHelp;
}

}  // namespace tandem::worker
