#include "core/checkpoint_files.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/thread_count.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/training/trainer.h"
#include "tests/core/expect_error.h"
#include "tests/engine/training/made_cases.h"

#include <QTemporaryDir>
#include <QtTest>
#include <functional>
#include <memory>
#include <thread>

using namespace tandem;

Q_DECLARE_METATYPE(std::function<void(tandem::TrainingPlan&)>)

namespace {

bool areEqual(const std::map<std::string, torch::Tensor>& a, const std::map<std::string, torch::Tensor>& b) {
    return std::ranges::equal(a, b, [](const auto& left, const auto& right) {
        return left.first == right.first && left.second.equal(right.second);
    });
}

/// What train() throws; it fails the test when it does not.
std::optional<Error> errorOfTraining(const TrainingPlan& plan) {
    Recorder recorder;
    return errorOf([&] { return train(plan, recorder, {}); });
}

}  // namespace

class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        // What a thread has that has not computed yet.
        std::thread([this] { m_threadsBefore = threadCount(); }).join();
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void tenAndTenAreTwenty_data();
    void tenAndTenAreTwenty();
    void aKeptRateIsThatOfAShorterSchedule();
    void asManyThreadsAsItBeganWith_data();
    void asManyThreadsAsItBeganWith();
    void theBestValidationIsRemembered();
    void whatWasValidatedIsNotValidatedAgain();
    void importedWeightsAreTrainedOn();
    void otherSettingsAreRefused_data();
    void otherSettingsAreRefused();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_threadsBefore = 0;
};

void TestResume::tenAndTenAreTwenty_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("placement");
    QTest::addColumn<int>("threads");
    QTest::addColumn<QString>("precision");
    for (const char* method : {"supervised", "mutual-reliable"}) {
        QTest::addRow("%s, on the device", method) << method << "device" << 0 << "float32";
        QTest::addRow("%s, streamed", method) << method << "stream" << 2 << "float32";
    }
    QTest::addRow("bfloat16") << "mutual-reliable"
                              << "device" << 0 << "bfloat16";
}

void TestResume::tenAndTenAreTwenty() {
    QFETCH(QString, method);
    QFETCH(QString, placement);
    QFETCH(int, threads);
    QFETCH(QString, precision);
    if (precision == "bfloat16" && !hasBfloat16(torch::kCPU)) {
        QSKIP("This processor has no bfloat16; without, a step takes minutes.");
    }
    TrainingSettings settings = quickSettings(choiceNamed<Method>(method.toStdString()).value());
    setSetting(settings, "placement", placement.toStdString());
    setSetting(settings, "precision", precision.toStdString());
    settings.prefetchThreads = threads;
    settings.iterations = 20;
    settings.validationInterval = 10;
    TrainingPlan plan = makePlan(folder(), settings, 1);
    plan.runFolder = folder() / "straight";
    Recorder straight;
    QCOMPARE(train(plan, straight, {}).iteration, std::int64_t{20});

    plan.runFolder = folder() / "halves";
    plan.settings.iterations = 10;
    Recorder halves;
    static_cast<void>(train(plan, halves, {}));
    QCOMPARE(halves.iterations.size(), std::size_t{10});
    plan.settings.iterations = 20;
    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    QCOMPARE(train(plan, halves, {}).iteration, std::int64_t{20});

    QVERIFY(straight.losses() == halves.losses());
    const Checkpoint expected = readCheckpoint(*newestCheckpoint(folder() / "straight", CheckpointKind::Last));
    const Checkpoint resumed = readCheckpoint(*newestCheckpoint(folder() / "halves", CheckpointKind::Last));
    QVERIFY(areEqual(expected.weights, resumed.weights));
    QVERIFY(areEqual(expected.run->momentum, resumed.run->momentum));
    QVERIFY(!expected.run->momentum.empty());
    QVERIFY(expected.run->dropout.equal(resumed.run->dropout));
    QVERIFY(expected.run->sampler == resumed.run->sampler);
}

void TestResume::aKeptRateIsThatOfAShorterSchedule() {
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.schedule = Schedule::Polynomial;
    settings.scheduleIterations = 6;
    settings.iterations = 12;
    TrainingPlan plan = makePlan(folder(), settings);
    plan.runFolder = folder() / "straight";
    Recorder straight;
    static_cast<void>(train(plan, straight, {}));

    plan.runFolder = folder() / "extended";
    plan.settings.scheduleIterations = 0;
    plan.settings.iterations = 6;
    Recorder extended;
    static_cast<void>(train(plan, extended, {}));
    plan.settings = settings;
    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    static_cast<void>(train(plan, extended, {}));
    QVERIFY(straight.losses() == extended.losses());
    QCOMPARE(extended.iterations.back().learningRate, extended.iterations[5].learningRate);
    QVERIFY(areEqual(readCheckpoint(*newestCheckpoint(folder() / "straight", CheckpointKind::Last)).weights,
                     readCheckpoint(*newestCheckpoint(folder() / "extended", CheckpointKind::Last)).weights));
}

void TestResume::asManyThreadsAsItBeganWith_data() {
    QTest::addColumn<bool>("deterministic");
    QTest::addColumn<bool>("told");  // by the checkpoint
    QTest::addColumn<int>("threads");
    QTest::addColumn<QString>("notice");
    QTest::newRow("deterministic") << true << true << 2
                                   << "goes on with as many threads as it began with, 2 instead of 1";
    QTest::newRow("not promised") << false << true << 1 << "";
    QTest::newRow("an older checkpoint") << true << false << 1 << "does not tell with how many threads";
}

void TestResume::asManyThreadsAsItBeganWith() {
    QFETCH(bool, deterministic);
    QFETCH(bool, told);
    QFETCH(int, threads);
    QFETCH(QString, notice);
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.deterministic = deterministic;
    settings.iterations = 4;
    TrainingPlan plan = makePlan(folder(), settings);
    Recorder straight;
    Recorder halves;
    {
        const ThreadCountGuard two(2);
        plan.runFolder = folder() / "straight";
        static_cast<void>(train(plan, straight, {}));
        plan.runFolder = folder() / "halves";
        plan.settings.iterations = 2;
        static_cast<void>(train(plan, halves, {}));
    }
    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    plan.settings.iterations = 4;
    Checkpoint checkpoint = readCheckpoint(*plan.resumeFrom);
    QCOMPARE(checkpoint.run->threads, 2);
    if (!told) {
        checkpoint.run->threads = 0;
        static_cast<void>(writeCheckpoint(*plan.resumeFrom, checkpoint));
    }
    const ThreadCountGuard one(1);
    static_cast<void>(train(plan, halves, {}));
    QCOMPARE(halves.starts.back().threads, threads);
    QCOMPARE(threadCount(), 1);
    if (notice.isEmpty()) {
        QVERIFY(halves.notices.empty());
    } else {
        QCOMPARE(halves.notices.size(), std::size_t{1});
        QVERIFY2(QString::fromStdString(halves.notices.front()).contains(notice), halves.notices.front().c_str());
    }
    if (threads == 2) {
        QVERIFY(straight.losses() == halves.losses());
        QVERIFY(areEqual(readCheckpoint(*newestCheckpoint(folder() / "straight", CheckpointKind::Last)).weights,
                         readCheckpoint(*newestCheckpoint(folder() / "halves", CheckpointKind::Last)).weights));
    }
    int elsewhere = 0;
    std::thread([&elsewhere] { elsewhere = threadCount(); }).join();
    QCOMPARE(elsewhere, m_threadsBefore);
}

void TestResume::theBestValidationIsRemembered() {
    TrainingSettings settings = quickSettings(Method::Supervised);
    settings.iterations = 4;
    settings.validationInterval = 2;
    TrainingPlan plan = makePlan(folder(), settings, 1);
    Recorder recorder;
    const auto before = train(plan, recorder, {}).bestValidationDice;
    QVERIFY(before);
    const double saved = *readCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last)).run->bestDice;
    QCOMPARE(saved, *before);

    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    plan.runFolder = folder() / "continued";
    plan.settings.iterations = 6;
    const auto after = train(plan, recorder, {}).bestValidationDice;
    QVERIFY(*after >= *before);
    // Also where no later validation was better, the best checkpoint lies with the run that continued.
    QCOMPARE(*readCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Best)).run->bestDice, *after);
}

void TestResume::whatWasValidatedIsNotValidatedAgain() {
    struct StopAtValidation : Recorder {
        void validationDone(const ValidationMetrics& metrics) override {
            Recorder::validationDone(metrics);
            source.request_stop();
        }
        std::stop_source source;
    };
    TrainingSettings settings = quickSettings(Method::Supervised);
    settings.iterations = 4;
    settings.validationInterval = 2;
    settings.checkpointInterval = 2;
    TrainingPlan plan = makePlan(folder(), settings, 1);
    StopAtValidation stopper;
    QVERIFY(train(plan, stopper, stopper.source.get_token()).stopped);
    QCOMPARE(stopper.validations.back().iteration, std::int64_t{2});

    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    Recorder resumed;
    static_cast<void>(train(plan, resumed, {}));
    QCOMPARE(resumed.validations.front().iteration, std::int64_t{4});
    QCOMPARE(resumed.iterations.front().iteration, std::int64_t{3});
}

void TestResume::importedWeightsAreTrainedOn() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    plan.settings.iterations = 3;
    Recorder first;
    static_cast<void>(train(plan, first, {}));
    Checkpoint imported = readCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last));
    imported.run.reset();
    imported.about.iteration = 0;
    static_cast<void>(writeCheckpoint(folder() / "imported.ckpt", imported));

    plan.resumeFrom = folder() / "imported.ckpt";
    plan.settings.seed = 99;
    Recorder second;
    QCOMPARE(train(plan, second, {}).iteration, std::int64_t{3});
    QCOMPARE(second.iterations.front().iteration, std::int64_t{1});
    QVERIFY(second.losses() != first.losses());
}

void TestResume::otherSettingsAreRefused_data() {
    using Change = std::function<void(TrainingPlan&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    QTest::newRow("filters") << Change([](TrainingPlan& plan) { plan.settings.filters = 3; }) << "filters";
    QTest::newRow("seed") << Change([](TrainingPlan& plan) { plan.settings.seed = 3; }) << "The setting seed was 1337";
    QTest::newRow("patch") << Change([](TrainingPlan& plan) { plan.settings.patch[2] = 32; }) << "The setting patch";
    QTest::newRow("method") << Change([](TrainingPlan& plan) { plan.settings.method = Method::MutualReliable; })
                            << "The setting method";
    QTest::newRow("class names") << Change([](TrainingPlan& plan) { plan.classNames[1] = "sphere"; }) << "class names";
    QTest::newRow("number of classes") << Change([](TrainingPlan& plan) { plan.classNames.push_back("x"); })
                                       << "2 classes";
    QTest::newRow("cases") << Change([](TrainingPlan& plan) { plan.labelled.pop_back(); }) << "other training cases";
    QTest::newRow("order of cases") << Change([](TrainingPlan& plan) { std::swap(plan.labelled[0], plan.labelled[1]); })
                                    << "other training cases";
}

void TestResume::otherSettingsAreRefused() {
    using Change = std::function<void(TrainingPlan&)>;
    QFETCH(Change, change);
    QFETCH(QString, words);
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    plan.settings.iterations = 1;
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));
    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    plan.settings.iterations = 2;
    change(plan);
    const auto error = errorOfTraining(plan);
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Conflict);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
