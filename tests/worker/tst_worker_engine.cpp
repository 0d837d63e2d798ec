// A training in another process is what it would be in this one.
#include "core/base/content_hash.h"
#include "core/checkpoint_files.h"
#include "core/engine/check/made_cases.h"
#include "core/engine/libtorch_engine.h"
#include "core/plan/worker_engine.h"
#include "tests/core/expect_error.h"
#include "tests/engine/training/made_cases.h"

#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <ranges>

using namespace tandem;

namespace {

/// Also keeps what is told of the pinned case, and does something at an iteration.
class Watcher : public Recorder {
public:
    void iterationDone(const IterationMetrics& metrics) override {
        Recorder::iterationDone(metrics);
        if (metrics.iteration == at) {
            action();
        }
    }
    void pinnedPredicted(const PinnedPrediction& prediction) override { pinned.push_back(prediction); }

    std::int64_t at = -1;
    std::function<void()> action;
    std::vector<PinnedPrediction> pinned;
};

WorkerEngine workerEngine(const std::filesystem::path& file = TANDEM_WORKER) {
    return {std::make_unique<LibTorchEngine>(), file};
}

}  // namespace

class TestWorkerEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void isTheSameTraining();
    void stopsAndGoesOn();
    void keepsWhatWasSavedWhenItIsKilled();
    void failsInTheEnginesWords();
    void saysThatThereIsNoWorker();

private:
    /// A run of its own on the same cases.
    [[nodiscard]] TrainingPlan plan(const std::string& run, std::int64_t iterations) const {
        TrainingSettings settings = quickSettings(Method::MutualReliable);
        settings.iterations = iterations;
        settings.checkpointInterval = 1;
        TrainingPlan made = makePlan(folder(), settings);
        made.runFolder = folder() / run;
        return made;
    }
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWorkerEngine::isTheSameTraining() {
    const auto watched = [this](const std::string& run) {
        TrainingPlan planned = plan(run, 4);
        planned.settings.validationInterval = 2;
        planned.validation.push_back(caseFor<SplitRole::Validation>(makeCase(folder(), 20)));
        planned.pinned = watchedCase(makeCase(folder(), 30));
        return planned;
    };
    Watcher here;
    const TrainingSummary expected = LibTorchEngine().train(watched("here"), here, {});
    Watcher there;
    const TrainingPlan planned = watched("there");
    const TrainingSummary summary = workerEngine().train(planned, there, {});
    QCOMPARE(summary.iteration, expected.iteration);
    QCOMPARE(summary.stopped, false);
    QCOMPARE(summary.bestValidationDice, expected.bestValidationDice);
    QCOMPARE(there.losses(), here.losses());
    QCOMPARE(there.starts.at(0).threads, here.starts.at(0).threads);
    QCOMPARE(there.validations.size(), here.validations.size());
    QCOMPARE(there.validations.back().meanDice, here.validations.back().meanDice);
    QCOMPARE(there.pinned.size(), here.pinned.size());
    const auto reliability = [](const Watcher& watcher) {
        return watcher.pinned.back().maps.scalar({MapKind::Reliability, Decoder::A}).voxels();
    };
    QVERIFY(std::ranges::equal(reliability(there), reliability(here)));

    // What is told of the last checkpoints is what lies in the run's folder, where nothing else is left.
    for (const CheckpointKind kind : {CheckpointKind::Last, CheckpointKind::Best}) {
        const auto told =
            std::ranges::find(there.checkpoints.rbegin(), there.checkpoints.rend(), kind, &CheckpointSaved::kind);
        QVERIFY(told != there.checkpoints.rend());
        QCOMPARE(told->file.parent_path(), planned.runFolder);
        QCOMPARE(contentHash(told->file), told->contentHash);
        QCOMPARE(told->iteration, std::int64_t{4});
    }
    QVERIFY(!std::filesystem::exists(planned.runFolder / "worker"));
}

void TestWorkerEngine::stopsAndGoesOn() {
    Watcher straight;
    static_cast<void>(LibTorchEngine().train(plan("straight", 6), straight, {}));
    std::stop_source stop;
    Watcher watcher;
    watcher.at = 2;
    watcher.action = [&] { stop.request_stop(); };
    TrainingPlan planned = plan("halves", 100'000);
    const TrainingSummary stopped = workerEngine().train(planned, watcher, stop.get_token());
    QCOMPARE(stopped.stopped, true);
    QCOMPARE(watcher.checkpoints.back().iteration, stopped.iteration);
    planned.settings.iterations = std::max<std::int64_t>(6, stopped.iteration + 1);
    planned.resumeFrom = *newestCheckpoint(planned.runFolder, CheckpointKind::Last);
    watcher.at = -1;
    QCOMPARE(workerEngine().train(planned, watcher, {}).iteration, planned.settings.iterations);
    QVERIFY(std::ranges::equal(straight.losses(), watcher.losses() | std::views::take(6)));
}

void TestWorkerEngine::keepsWhatWasSavedWhenItIsKilled() {
    // A worker that is ended from outside after some lines.
    const std::filesystem::path script = folder() / "worker.sh";
    std::ofstream(script) << "#!/bin/sh\n\"" << TANDEM_WORKER << "\" \"$@\" | head -n 12\nkill -KILL $$\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    Watcher watcher;
    const TrainingPlan planned = plan("killed", 100'000);
    const auto error = errorOf([&] { return workerEngine(script).train(planned, watcher, {}); });
    QVERIFY2(mentions(error, "was killed"), error ? error->what() : "It trained.");
    QVERIFY(!watcher.checkpoints.empty());
    const auto last = std::ranges::find(watcher.checkpoints.rbegin(), watcher.checkpoints.rend(), CheckpointKind::Last,
                                        &CheckpointSaved::kind);
    QCOMPARE(contentHash(*newestCheckpoint(planned.runFolder, CheckpointKind::Last)), last->contentHash);
}

void TestWorkerEngine::failsInTheEnginesWords() {
    TrainingPlan planned = plan("failing", 2);
    planned.classNames = {"background"};
    Watcher watcher;
    const auto here = errorOf([&] { return LibTorchEngine().train(planned, watcher, {}); });
    const auto there = errorOf([&] { return workerEngine().train(planned, watcher, {}); });
    QVERIFY(here && there);
    QCOMPARE(std::string(there->what()), std::string(here->what()));
    QVERIFY(there->code() == here->code());
}

void TestWorkerEngine::saysThatThereIsNoWorker() {
    Watcher watcher;
    const auto error = errorOf([&] { return workerEngine("/nowhere/worker").train(plan("none", 1), watcher, {}); });
    QVERIFY2(mentions(error, "Cannot start /nowhere/worker"), error ? error->what() : "It trained.");
    qputenv("TANDEM_WORKER", "/nowhere/worker");
    QVERIFY(mentions(errorOf([] { return findWorker(); }), "There is no tandem-worker at /nowhere/worker"));
    qputenv("TANDEM_WORKER", TANDEM_WORKER);
    QCOMPARE(findWorker(), std::filesystem::path(TANDEM_WORKER));
}

QTEST_GUILESS_MAIN(TestWorkerEngine)
#include "tst_worker_engine.moc"
