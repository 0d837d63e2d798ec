#include "core/plan/worker_engine.h"

#include "core/base/child_process.h"
#include "core/base/disk_full.h"
#include "core/base/environment.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/program_folder.h"
#include "core/checkpoint_files.h"
#include "core/engine_module.h"
#include "core/plan/plan_file.h"
#include "core/plan/training_events.h"

#include <csignal>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

/// The plan's folder while a training lasts.
class WorkFolder {
public:
    explicit WorkFolder(std::filesystem::path path) : m_path(std::move(path)) { removeFolder(m_path); }
    ~WorkFolder() {
        std::error_code ignored;  // what stays goes before the next training
        std::filesystem::remove_all(m_path, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

/// Brings checkpoints from the worker's run folder into the plan's, and hands everything on.
class BringHome : public TrainingObserver {
public:
    BringHome(std::filesystem::path runFolder, TrainingObserver& next, std::stop_token stop)
        : m_runFolder(std::move(runFolder)), m_next(next), m_stop(std::move(stop)) {}

    void trainingStarted(const TrainingStart& start) override { m_next.trainingStarted(start); }
    void iterationDone(const IterationMetrics& metrics) override { m_next.iterationDone(metrics); }
    void validationDone(const ValidationMetrics& metrics) override { m_next.validationDone(metrics); }
    void checkpointSaved(const CheckpointSaved& checkpoint) override {
        CheckpointSaved home = checkpoint;
        home.file = freeCheckpointFile(m_runFolder, checkpoint.kind, checkpoint.iteration);
        try {
            onceThereIsRoom([&] { shareFile(checkpoint.file, home.file); },
                            [this](const std::string& sentence) { m_next.noticed(sentence); }, m_stop);
        } catch (const Error&) {
            if (isThere(checkpoint.file)) {
                throw;
            }
            return;  // the worker has a newer one already, and tells of that next
        }
        m_next.checkpointSaved(home);
        removeOtherCheckpoints(m_runFolder, home.kind, home.file);
    }
    void noticed(const std::string& sentence) override { m_next.noticed(sentence); }
    void pinnedPredicted(const PinnedPrediction& prediction) override { m_next.pinnedPredicted(prediction); }

private:
    std::filesystem::path m_runFolder;
    TrainingObserver& m_next;
    std::stop_token m_stop;
};

std::string textIn(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Of a worker that told neither a summary nor a failure.
[[noreturn]] void throwUntold(const ProcessEnd& end, const std::filesystem::path& errorFile) {
    std::string sentence = "tandem-worker ended without a result (exit code " + std::to_string(end.exitCode) + ").";
    if (end.signal == SIGKILL) {
        sentence =
            "tandem-worker was killed, as a system does when its memory runs out; close other programs or "
            "train with a smaller patch or batch.";
    } else if (end.signal != 0) {
        sentence = "tandem-worker was ended by signal " + std::to_string(end.signal) + ".";
    }
    throw Error(ErrorCode::Internal, sentence, textIn(errorFile));
}

}  // namespace

std::filesystem::path findWorker() {
    constexpr const char* kVariable = "TANDEM_WORKER";
    const auto engine = engineOfProcess();
    return engine && environmentValue(kVariable).empty() ? engine->worker : findProgram("tandem-worker", kVariable);
}

WorkerEngine::WorkerEngine(std::unique_ptr<Engine> inner, std::filesystem::path worker)
    : m_inner(std::move(inner)), m_worker(std::move(worker)) {}

TrainingSummary WorkerEngine::train(const TrainingPlan& plan, TrainingObserver& observer, std::stop_token stop) {
    const WorkFolder work(plan.runFolder / "worker");
    writePlan(work.path(), plan);
    throwIfStopped(stop);
    const std::filesystem::path errorFile = work.path() / "errors.txt";
    BringHome home(plan.runFolder, observer, stop);
    TrainingEventReader events(work.path(), home);
    ChildProcess worker({m_worker.string(), "train", work.path().string(), "--end-with-parent"}, errorFile);
    const std::stop_callback onStop(stop, [&] { worker.requestStop(); });
    while (const auto line = worker.readLine()) {
        events.read(*line);
    }
    const ProcessEnd end = worker.wait();
    events.throwFailure();
    if (!events.summary()) {
        throwIfStopped(stop);  // before it heard of the signal as a program does
        throwUntold(end, errorFile);
    }
    return *events.summary();
}

std::string WorkerEngine::version() const {
    return m_inner->version();
}

std::vector<Device> WorkerEngine::devices() const {
    return m_inner->devices();
}

SelfCheck WorkerEngine::selfCheck(const std::string& device) const {
    return m_inner->selfCheck(device);
}

MemoryEstimate WorkerEngine::estimateTraining(const TrainingPlan& plan) const {
    return m_inner->estimateTraining(plan);
}

MemoryEstimate WorkerEngine::estimatePrediction(const CheckpointDescription& checkpoint,
                                                const PredictionSettings& settings, const Index3& size) const {
    return m_inner->estimatePrediction(checkpoint, settings, size);
}

NetworkCosts WorkerEngine::networkCosts(const TrainingSettings& settings) const {
    return m_inner->networkCosts(settings);
}

CheckpointDescription WorkerEngine::describe(const std::filesystem::path& checkpoint) const {
    return m_inner->describe(checkpoint);
}

std::unique_ptr<Predictor> WorkerEngine::openPredictor(const std::filesystem::path& checkpoint,
                                                       const PredictionSettings& settings) const {
    return m_inner->openPredictor(checkpoint, settings);
}

void WorkerEngine::exportWeights(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const {
    m_inner->exportWeights(checkpoint, file);
}

void WorkerEngine::exportScript(const std::filesystem::path& checkpoint, const std::filesystem::path& file) const {
    m_inner->exportScript(checkpoint, file);
}

void WorkerEngine::importWeights(const std::filesystem::path& file, const TrainingSettings& settings,
                                 const std::vector<std::string>& classNames,
                                 const std::filesystem::path& checkpoint) const {
    m_inner->importWeights(file, settings, classNames, checkpoint);
}

}  // namespace tandem
