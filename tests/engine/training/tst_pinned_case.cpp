#include "core/checkpoint_files.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/libtorch_engine.h"
#include "core/engine/training/trainer.h"
#include "tests/core/expect_error.h"
#include "tests/engine/training/made_cases.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <memory>

using namespace tandem;

namespace {

class Watcher : public Recorder {
public:
    void pinnedPredicted(const PinnedPrediction& prediction) override { pinned.push_back(prediction); }

    [[nodiscard]] QList<int> iterationsOfPinned() const {
        QList<int> all;
        for (const PinnedPrediction& one : pinned) {
            all.append(static_cast<int>(one.iteration));
        }
        return all;
    }

    std::vector<PinnedPrediction> pinned;
};

/// Asks to stop as soon as an iteration is done.
class Stopper : public Watcher {
public:
    explicit Stopper(std::int64_t iteration) : m_iteration(iteration) {}
    void iterationDone(const IterationMetrics& metrics) override {
        Watcher::iterationDone(metrics);
        if (metrics.iteration == m_iteration) {
            source.request_stop();
        }
    }
    std::stop_source source;

private:
    std::int64_t m_iteration;
};

bool areEqual(const std::map<std::string, torch::Tensor>& a, const std::map<std::string, torch::Tensor>& b) {
    return std::ranges::equal(a, b, [](const auto& left, const auto& right) {
        return left.first == right.first && left.second.equal(right.second);
    });
}

bool areNear(const ImageVolume& a, const ImageVolume& b) {
    return std::ranges::equal(a.voxels(), b.voxels(),
                              [](float left, float right) { return std::abs(left - right) < 1e-4F; });
}

}  // namespace

class TestPinnedCase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void isPredictedAtEachValidation_data();
    void isPredictedAtEachValidation();
    void mapsAreThoseOfTheCheckpoint();
    void changesNothingOfTheRun();
    void aStopWithinItIsMadeUpFor();
    void whatWasPredictedIsNotPredictedAgain();
    void mustHaveTheChannelsOfTheOthers();
    void needsItsMemory();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }
    /// Validates every 5 of 10 iterations; a case without a label is pinned.
    [[nodiscard]] TrainingPlan plan(int validationCases = 1) const {
        TrainingSettings settings = quickSettings(Method::MutualReliable);
        settings.validationInterval = 5;
        TrainingPlan made = makePlan(folder(), settings, validationCases);
        made.pinned = watchedCase(made.unlabelled.front().prepared());
        return made;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPinnedCase::isPredictedAtEachValidation_data() {
    QTest::addColumn<int>("validationCases");
    QTest::addColumn<int>("interval");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("with validation cases") << 1 << 5 << QList<int>{5, 10};
    QTest::newRow("without") << 0 << 4 << QList<int>{4, 8, 10};
    QTest::newRow("only at the end") << 1 << 0 << QList<int>{10};
}

void TestPinnedCase::isPredictedAtEachValidation() {
    QFETCH(const int, validationCases);
    QFETCH(const int, interval);
    QFETCH(const QList<int>, expected);
    TrainingPlan pinning = plan(validationCases);
    pinning.settings.validationInterval = interval;
    Watcher watcher;
    static_cast<void>(train(pinning, watcher, {}));
    QCOMPARE(watcher.iterationsOfPinned(), expected);
    QCOMPARE(watcher.pinned.front().caseId, pinning.pinned->prepared().caseId);

    pinning.pinned.reset();
    Watcher none;
    static_cast<void>(train(pinning, none, {}));
    QVERIFY(none.pinned.empty());
}

void TestPinnedCase::mapsAreThoseOfTheCheckpoint() {
    const TrainingPlan pinning = plan();
    Watcher watcher;
    static_cast<void>(train(pinning, watcher, {}));
    const auto predictor = LibTorchEngine().openPredictor(*newestCheckpoint(pinning.runFolder, CheckpointKind::Last),
                                                          {.device = "cpu",
                                                           .precision = AskedPrecision::Float32,
                                                           .stride = {8, 8, 8},
                                                           .windowBatch = 1,
                                                           .maps = KeptMaps::All});
    const PredictedMaps expected = predictor->predict(PreparedCase(pinning.pinned->prepared()), {}, {});
    const PredictedMaps& maps = watcher.pinned.back().maps;
    QVERIFY(std::ranges::equal(maps.label(kLabelMap).voxels(), expected.label(kLabelMap).voxels()));
    QVERIFY(areNear(maps.scalar({MapKind::Probability, Decoder::B, 1}),
                    expected.scalar({MapKind::Probability, Decoder::B, 1})));
    QVERIFY(
        areNear(maps.scalar({MapKind::Uncertainty, Decoder::B}), expected.scalar({MapKind::Uncertainty, Decoder::B})));
    QVERIFY(areNear(maps.scalar({MapKind::Similarity, Decoder::A, 1}),
                    expected.scalar({MapKind::Similarity, Decoder::A, 1})));
    QVERIFY(
        areNear(maps.scalar({MapKind::Reliability, Decoder::A}), expected.scalar({MapKind::Reliability, Decoder::A})));
    QVERIFY(!areNear(watcher.pinned.front().maps.scalar({MapKind::Reliability, Decoder::A}),
                     expected.scalar({MapKind::Reliability, Decoder::A})));
}

void TestPinnedCase::changesNothingOfTheRun() {
    TrainingPlan pinning = plan();
    pinning.runFolder = folder() / "pinned";
    Watcher watcher;
    static_cast<void>(train(pinning, watcher, {}));
    TrainingPlan plain = pinning;
    plain.pinned.reset();
    plain.runFolder = folder() / "plain";
    Watcher other;
    static_cast<void>(train(plain, other, {}));
    QVERIFY(watcher.losses() == other.losses());
    QCOMPARE(watcher.validations.back().meanDice, other.validations.back().meanDice);
    const Checkpoint with = readCheckpoint(*newestCheckpoint(folder() / "pinned", CheckpointKind::Last));
    const Checkpoint without = readCheckpoint(*newestCheckpoint(folder() / "plain", CheckpointKind::Last));
    QVERIFY(areEqual(with.weights, without.weights));
    QVERIFY(areEqual(with.run->momentum, without.run->momentum));
    QVERIFY(with.run->dropout.equal(without.run->dropout));
}

void TestPinnedCase::aStopWithinItIsMadeUpFor() {
    TrainingPlan pinning = plan(0);
    Stopper stopper(5);
    QVERIFY(train(pinning, stopper, stopper.source.get_token()).stopped);
    QVERIFY(stopper.pinned.empty());
    pinning.resumeFrom = *newestCheckpoint(pinning.runFolder, CheckpointKind::Last);
    Watcher watcher;
    static_cast<void>(train(pinning, watcher, {}));
    QCOMPARE(watcher.iterationsOfPinned(), (QList<int>{5, 10}));
    QCOMPARE(watcher.iterations.front().iteration, std::int64_t{6});
}

void TestPinnedCase::whatWasPredictedIsNotPredictedAgain() {
    struct StopAfterIt : Watcher {
        void pinnedPredicted(const PinnedPrediction& prediction) override {
            Watcher::pinnedPredicted(prediction);
            source.request_stop();
        }
        std::stop_source source;
    };
    TrainingPlan pinning = plan();
    pinning.settings.checkpointInterval = 5;
    StopAfterIt stopper;
    QVERIFY(train(pinning, stopper, stopper.source.get_token()).stopped);
    QCOMPARE(stopper.iterationsOfPinned(), QList<int>{5});
    pinning.resumeFrom = *newestCheckpoint(pinning.runFolder, CheckpointKind::Last);
    Watcher watcher;
    static_cast<void>(train(pinning, watcher, {}));
    QCOMPARE(watcher.iterationsOfPinned(), QList<int>{10});
}

void TestPinnedCase::mustHaveTheChannelsOfTheOthers() {
    TrainingPlan pinning = plan();
    pinning.pinned = watchedCase(makeCase(folder(), 99, {.channels = 2}));
    Watcher watcher;
    const auto error = errorOf([&] { return train(pinning, watcher, {}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY2(mentions(error, "ball 99"), error->what());
}

void TestPinnedCase::needsItsMemory() {
    TrainingPlan pinning = plan();
    const MemoryEstimate small = LibTorchEngine().estimateTraining(pinning);
    pinning.pinned = watchedCase(makeCase(folder(), 98, {.size = {160, 160, 160}, .hasLabel = false}));
    const MemoryEstimate large = LibTorchEngine().estimateTraining(pinning);
    // The sums over the windows alone: two classes and two features of each decoder.
    const std::uint64_t sums = std::uint64_t{160} * 160 * 160 * 8 * 4;
    QVERIFY(large.deviceBytes > sums);
    QVERIFY(small.deviceBytes < large.deviceBytes);
    QVERIFY(large.fits);
}

QTEST_GUILESS_MAIN(TestPinnedCase)
#include "tst_pinned_case.moc"
