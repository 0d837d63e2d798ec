#include "app/worker/commands.h"
#include "app/worker/options.h"
#include "app/worker/plan_lock.h"
#include "app/worker/settings_options.h"
#include "app/worker/standard_output.h"
#include "core/base/error.h"
#include "core/engine/ranks/rank_group.h"
#include "core/engine/training/trainer.h"
#include "core/plan/plan_file.h"
#include "core/plan/training_events.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <optional>

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

TrainingPlan planOf(const std::filesystem::path& folder, const Options& options) {
    TrainingPlan plan = readTrainingPlan(folder);
    applySettings(plan.settings, options);
    return plan;
}

void requireUnchanged(const TrainingPlan& plan, const std::stop_token& stop) {
    requireUnchanged(plan.labelled, stop);
    requireUnchanged(plan.unlabelled, stop);
    requireUnchanged(plan.validation, stop);
}

/// ranks: which share the training, of which this is the first; null for one process alone.
TrainingSummary train(const std::filesystem::path& folder, const Options& options, StandardOutput& output,
                      RankGroup* ranks) {
    const TrainingPlan plan = planOf(folder, options);
    const PlanLock lock(plan.runFolder);
    requireUnchanged(plan, output.token());
    TrainingEventWriter events(folder, plan.runFolder / "pinned",
                               [&](const std::string& line) { output.writeLine(line); });
    TrainingSummary summary;
    try {
        summary = tandem::train(plan, events, output.token(), ranks);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled) {
            throw;
        }
        summary.stopped = true;  // before the network was there; nothing was done
    }
    events.finished(summary);
    return summary;
}

/// Of a rank that is not the first.
class Silence : public TrainingObserver {
public:
    void iterationDone(const IterationMetrics& /*metrics*/) override {}
    void validationDone(const ValidationMetrics& /*metrics*/) override {}
    void checkpointSaved(const CheckpointSaved& /*checkpoint*/) override {}
    void noticed(const std::string& /*sentence*/) override {}
};

/// Whatever ends this rank is told to the others.
template <class Work>
auto amongRanks(RankGroup& ranks, const Work& work) {
    try {
        return work();
    } catch (const RankLost&) {
        throw;
    } catch (const Error& error) {
        ranks.fail(error);
        throw;
    } catch (const std::exception& exception) {
        ranks.fail(Error(ErrorCode::Internal, exception.what()));
        throw;
    }
}

int runFirst(const RankPlace& place, const std::filesystem::path& folder, const Options& options,
             const std::stop_token& stop) {
    return runTold(stop, [&](StandardOutput& output) {
        RankGroup ranks(place, output.token(), [&output](const std::string& sentence) {
            output.writeLine(errorLine(Error(ErrorCode::Io, sentence)));
            std::fprintf(stderr, "tandem-worker: %s\n", sentence.c_str());
            _exit(kFailure);
        });
        return amongRanks(ranks, [&] { return train(folder, options, output, &ranks); });
    });
}

int runOther(const RankPlace& place, const std::filesystem::path& folder, const Options& options,
             const std::stop_token& stop) {
    try {
        RankGroup ranks(place, stop, [](const std::string& /*the first tells it*/) { _exit(kFailure); });
        return amongRanks(ranks, [&] {
            const TrainingPlan plan = planOf(folder, options);
            if (place.localRank == 0) {
                requireUnchanged(plan, stop);  // once for each machine; the first does it for its own
            }
            Silence observer;
            return tandem::train(plan, observer, stop, &ranks).stopped ? kStopped : kSuccess;
        });
    } catch (const RankLost& lost) {
        if (lost.isToldElsewhere()) {
            return kFailure;
        }
        throw Error(lost.code(), "Rank " + std::to_string(place.rank) + " ends: " + lost.what() + ".");
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            return kStopped;
        }
        throw Error(error.code(), "Rank " + std::to_string(place.rank) + ": " + error.what(), error.detail());
    }
}

}  // namespace

int runTrain(Arguments arguments, const std::stop_token& stop) {
    const Options options(arguments, {{"device"}, {"set"}, {"end-with-parent", false}});
    if (options.has("end-with-parent")) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    }
    const std::filesystem::path folder = options.onlyWord("the folder of a plan");
    if (const std::optional<RankPlace> place = rankPlace()) {
        return place->rank == 0 ? runFirst(*place, folder, options, stop) : runOther(*place, folder, options, stop);
    }
    return runTold(stop, [&](StandardOutput& output) { return train(folder, options, output, nullptr); });
}

std::string trainHelp() {
    return std::string(
               "Trains as the plan says and writes what happens to standard output, a JSON object a line.\n"
               "Ctrl-C or SIGTERM stops it within an iteration; the same command goes on with it.\n\n"
               "Started several times by torchrun, srun or mpirun, the processes share each batch and train as one\n"
               "would: with NCCL between GPUs, each rank on that of its number on its machine, and Gloo between CPUs.\n"
               "All see the folder of the plan; rank 0 alone writes. What they read: RANK, WORLD_SIZE, LOCAL_RANK,\n"
               "MASTER_ADDR and MASTER_PORT, or those of mpirun and srun.\n\n") +
           kSettingsHelp;
}

}  // namespace tandem::worker
