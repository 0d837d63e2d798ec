#include "core/base/error.h"
#include "core/checkpoint_files.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/devices/process_memory.h"
#include "core/engine/network/weights.h"
#include "core/engine/numerics/precision.h"
#include "core/engine/sampling/training_cases.h"
#include "core/engine/training/trainer.h"
#include "core/volume/unknown_class.h"
#include "tests/core/expect_error.h"
#include "tests/core/written_case.h"
#include "tests/engine/training/made_cases.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

using namespace tandem;

Q_DECLARE_METATYPE(std::function<void(tandem::TrainingPlan&)>)

namespace {

/// Asks to stop once the given iteration is done.
class Stopper : public Recorder {
public:
    explicit Stopper(std::int64_t iteration) : m_iteration(iteration) {}

    void iterationDone(const IterationMetrics& metrics) override {
        Recorder::iterationDone(metrics);
        if (metrics.iteration == m_iteration) {
            source.request_stop();
        }
    }

    std::stop_source source;

private:
    std::int64_t m_iteration;
};

void spoil(const PreparedReference& reference) {
    const PreparedCase prepared(reference);
    std::vector<float> image(prepared.imageVoxels().begin(), prepared.imageVoxels().end());
    std::ranges::fill(image, std::numeric_limits<float>::quiet_NaN());
    const auto label = prepared.label();
    writePreparedCase(reference.stem, prepared.header(), image, label.voxels());
}

}  // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void theBallIsLearned_data();
    void theBallIsLearned();
    void everyIterationIsTold();
    void severalClassesAndChannels();
    void validationsAndCheckpointsAsAsked_data();
    void validationsAndCheckpointsAsAsked();
    void aStopSavesTheState();
    void aStopWithinAValidationIsMadeUpFor();
    void aStopBeforeTheFirstIteration();
    void aLossThatIsNotFiniteEndsTheRun_data();
    void aLossThatIsNotFiniteEndsTheRun();
    void memoryThatCannotSufficeIsRefused();
    void memoryIsGivenBack();
    void initialWeightsAreTaken();
    void fewKnownSlicesTeachTheBall_data();
    void fewKnownSlicesTeachTheBall();
    void aCaseThatKnowsNothingIsUnlabelled();
    void aValidationThatKnowsNothingIsRefused();
    void partlyLabelledCasesAreEnough();
    void whatFitsOfWeightsIsTaken();
    void theStartIsValidatedWhereAsked();
    void faultyPlansAreRefused_data();
    void faultyPlansAreRefused();

private:
    [[nodiscard]] std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTrainer::theBallIsLearned_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("precision");
    QTest::newRow("supervised") << "supervised"
                                << "float32";
    QTest::newRow("mutual-reliable") << "mutual-reliable"
                                     << "float32";
    QTest::newRow("in bfloat16") << "mutual-reliable"
                                 << "bfloat16";
}

void TestTrainer::theBallIsLearned() {
    QFETCH(QString, method);
    QFETCH(QString, precision);
    if (precision == "bfloat16" && !hasBfloat16(torch::kCPU)) {
        QSKIP("This processor has no bfloat16; without, a step takes minutes.");
    }
    TrainingSettings settings = quickSettings(choiceNamed<Method>(method.toStdString()).value());
    setSetting(settings, "precision", precision.toStdString());
    settings.filters = 4;
    settings.labelledBatch = 2;
    settings.iterations = 60;
    settings.rampIterations = 60;
    settings.validationInterval = 2;
    settings.validationStride = {16, 16, 16};
    settings.learningRate = 0.05;
    Recorder recorder;
    const TrainingSummary summary = train(makePlan(folder(), settings, 1), recorder, {});
    const double first = recorder.validations.front().meanDice;
    const double last = recorder.validations.back().meanDice;
    QVERIFY2(last > 0.8 && last > first + 0.2, qPrintable(QString("%1 %2").arg(first).arg(last)));
    // Dropout makes single losses jump.
    const auto meanOfTen = [&](std::size_t begin, double IterationMetrics::* loss) {
        double sum = 0;
        for (std::size_t i = begin; i < begin + 10; ++i) {
            sum += recorder.iterations[i].*loss / 10;
        }
        return sum;
    };
    for (double IterationMetrics::* loss : {&IterationMetrics::lossSupervisedA, &IterationMetrics::lossSupervisedB}) {
        QVERIFY2(meanOfTen(50, loss) < 0.8 * meanOfTen(0, loss),
                 qPrintable(QString("%1 %2").arg(meanOfTen(0, loss)).arg(meanOfTen(50, loss))));
    }
    QCOMPARE(summary.precision, precision.toStdString());
    QVERIFY(*summary.bestValidationDice >= 0.8);
}

void TestTrainer::everyIterationIsTold() {
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.schedule = Schedule::Polynomial;
    Recorder recorder;
    const TrainingSummary summary = train(makePlan(folder(), settings), recorder, {});
    QCOMPARE(recorder.iterations.size(), std::size_t{10});
    for (std::size_t i = 0; i < 10; ++i) {
        const IterationMetrics& one = recorder.iterations[i];
        QCOMPARE(one.iteration, static_cast<std::int64_t>(i) + 1);
        QCOMPARE(one.ramp, settings.rampAt(one.iteration));
        QCOMPARE(one.learningRate, settings.learningRateAt(one.iteration));
        const double expected = settings.supervisedWeight * (one.lossSupervisedA + one.lossSupervisedB) +
                                one.ramp * (one.lossMutualA + one.lossMutualB);
        QVERIFY(std::abs(one.lossTotal - expected) < 1e-5);
        QVERIFY(one.fractionATeachesB > 0 && one.fractionBTeachesA > 0);
        QVERIFY(one.fractionATeachesB + one.fractionBTeachesA <= 1);
        QVERIFY(one.meanReliability > 0 && one.meanReliability <= 1);
        QVERIFY(one.iterationsPerSecond > 0);
        QVERIFY(one.memoryBytes > 1000000);
    }
    QCOMPARE(summary.iteration, std::int64_t{10});
    QVERIFY(!summary.stopped);
    QCOMPARE(summary.device, std::string("cpu"));
    QVERIFY(summary.durationSeconds > 0);
    QVERIFY(summary.peakMemoryBytes >= recorder.iterations.front().memoryBytes / 2);
    QVERIFY(!summary.bestValidationDice);
}

void TestTrainer::severalClassesAndChannels() {
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.iterations = 3;
    settings.patch = {32, 16, 16};
    settings.testStride = {16, 16, 16};
    Recorder recorder;
    const MadeCase made{.size = {24, 30, 14}, .channels = 2, .classes = 3};
    const TrainingPlan plan = makePlan(folder(), settings, 2, made);
    static_cast<void>(train(plan, recorder, {}));
    QCOMPARE(recorder.validations.size(), std::size_t{1});
    QCOMPARE(recorder.validations[0].dicePerClass.size(), std::size_t{2});
    QCOMPARE(recorder.validations[0].cases.size(), std::size_t{2});
    QCOMPARE(recorder.validations[0].cases[1].caseId, plan.validation[1].prepared().caseId);
    QCOMPARE(describeCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last)).channels, 2);
}

void TestTrainer::validationsAndCheckpointsAsAsked_data() {
    QTest::addColumn<int>("validationCases");
    QTest::addColumn<int>("interval");
    QTest::addColumn<QList<int>>("validatedAt");  // negative: with the test stride
    QTest::addColumn<bool>("hasBest");
    QTest::newRow("no cases") << 0 << 3 << QList<int>{} << false;
    QTest::newRow("every 4") << 1 << 4 << QList<int>{4, 8, 10, -10} << true;
    QTest::newRow("every 5") << 1 << 5 << QList<int>{5, 10, -10} << true;
    QTest::newRow("only at the end") << 1 << 0 << QList<int>{-10} << true;
}

void TestTrainer::validationsAndCheckpointsAsAsked() {
    QFETCH(int, validationCases);
    QFETCH(int, interval);
    QFETCH(QList<int>, validatedAt);
    QFETCH(bool, hasBest);
    TrainingSettings settings = quickSettings(Method::Supervised);
    settings.validationInterval = interval;
    settings.checkpointInterval = 3;
    const TrainingPlan plan = makePlan(folder(), settings, validationCases, {.size = {16, 20, 16}});
    Recorder recorder;
    const TrainingSummary summary = train(plan, recorder, {});
    QList<int> validated;
    for (const ValidationMetrics& one : recorder.validations) {
        validated.append(static_cast<int>(one.fullProtocol ? -one.iteration : one.iteration));
    }
    QCOMPARE(validated, validatedAt);
    QCOMPARE(newestCheckpoint(plan.runFolder, CheckpointKind::Best).has_value(), hasBest);
    QCOMPARE(summary.bestValidationDice.has_value(), hasBest);
    std::vector<std::int64_t> lastAt;
    for (const CheckpointSaved& one : recorder.checkpoints) {
        QCOMPARE(one.validationDice.has_value(), one.kind == CheckpointKind::Best);
        if (one.kind == CheckpointKind::Last && (lastAt.empty() || lastAt.back() != one.iteration)) {
            lastAt.push_back(one.iteration);
        }
    }
    QVERIFY((lastAt == std::vector<std::int64_t>{3, 6, 9, 10}));
    const CheckpointDescription last = describeCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last));
    QCOMPARE(last.iteration, std::int64_t{10});
    QCOMPARE(last.contentHash, std::ranges::find(recorder.checkpoints.rbegin(), recorder.checkpoints.rend(),
                                                 CheckpointKind::Last, &CheckpointSaved::kind)
                                   ->contentHash);
}

void TestTrainer::aStopSavesTheState() {
    const TrainingPlan plan = makePlan(folder(), quickSettings(Method::MutualReliable));
    Stopper stopper(3);
    const TrainingSummary summary = train(plan, stopper, stopper.source.get_token());
    QVERIFY(summary.stopped);
    QCOMPARE(summary.iteration, std::int64_t{3});
    QCOMPARE(stopper.iterations.size(), std::size_t{3});
    QCOMPARE(describeCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last)).iteration, std::int64_t{3});
}

void TestTrainer::aStopWithinAValidationIsMadeUpFor() {
    TrainingSettings settings = quickSettings(Method::Supervised);
    settings.validationInterval = 5;
    TrainingPlan plan = makePlan(folder(), settings, 1);
    Stopper stopper(5);
    const TrainingSummary summary = train(plan, stopper, stopper.source.get_token());
    QVERIFY(summary.stopped);
    QVERIFY(stopper.validations.empty());
    QCOMPARE(describeCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last)).iteration, std::int64_t{5});

    plan.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    Recorder recorder;
    QVERIFY(!train(plan, recorder, {}).stopped);
    QCOMPARE(recorder.validations.front().iteration, std::int64_t{5});
    QCOMPARE(recorder.iterations.front().iteration, std::int64_t{6});
}

void TestTrainer::aStopBeforeTheFirstIteration() {
    const TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    std::stop_source stopped;
    stopped.request_stop();
    Recorder recorder;
    const TrainingSummary summary = train(plan, recorder, stopped.get_token());
    QVERIFY(summary.stopped);
    QCOMPARE(summary.iteration, std::int64_t{0});
    QCOMPARE(describeCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last)).iteration, std::int64_t{0});
}

void TestTrainer::aLossThatIsNotFiniteEndsTheRun_data() {
    QTest::addColumn<QString>("precision");
    QTest::addColumn<double>("rate");
    QTest::addColumn<QString>("words");
    QTest::newRow("float32") << "float32" << 0.01 << "from 0.01 to 0.001, or with images";
    QTest::newRow("the lowest rate") << "float32" << 1e-9
                                     << "start a new run with images whose intensities are limited";
    QTest::newRow("bfloat16") << "bfloat16" << 0.01 << "to 0.001, or with precision float32";
}

void TestTrainer::aLossThatIsNotFiniteEndsTheRun() {
    QFETCH(QString, precision);
    QFETCH(double, rate);
    QFETCH(QString, words);
    if (precision == "bfloat16" && !hasBfloat16(torch::kCPU)) {
        QSKIP("This processor has no bfloat16; without, a step takes minutes.");
    }
    TrainingSettings settings = quickSettings(Method::Supervised);
    setSetting(settings, "precision", precision.toStdString());
    settings.learningRate = rate;
    settings.checkpointInterval = 1;
    const TrainingPlan plan = makePlan(folder(), settings);
    Stopper good(3);
    static_cast<void>(train(plan, good, good.source.get_token()));
    TrainingPlan spoiled = plan;
    spoiled.resumeFrom = *newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    for (const LabelledCase& one : plan.labelled) {
        spoil(one.prepared());
    }
    Recorder recorder;
    const auto error = errorOf([&] { return train(spoiled, recorder, {}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Internal);
    QVERIFY2(mentions(error, "iteration 4") && mentions(error, words.toStdString()), error->what());
    QCOMPARE(mentions(error, "float32"), precision == "bfloat16");
    QVERIFY2(mentions(error, "keeps the state before it"), error->what());
    QVERIFY(recorder.iterations.empty());
    const Checkpoint kept = readCheckpoint(*newestCheckpoint(plan.runFolder, CheckpointKind::Last));
    QCOMPARE(kept.about.iteration, std::int64_t{3});
    for (const auto& [name, tensor] : kept.weights) {
        QVERIFY(tensor.isfinite().all().item<bool>());
    }
}

void TestTrainer::memoryThatCannotSufficeIsRefused() {
    TrainingSettings settings = quickSettings(Method::Supervised);
    settings.filters = 256;
    settings.patch = {1024, 1024, 1024};
    Recorder recorder;
    const TrainingPlan plan = makePlan(folder(), settings);
    const auto error = errorOf([&] { return train(plan, recorder, {}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::OutOfMemory);
    QVERIFY2(mentions(error, "Set ") && mentions(error, "(now "), error->what());
}

void TestTrainer::memoryIsGivenBack() {
    TrainingSettings settings = quickSettings(Method::MutualReliable);
    settings.filters = 8;
    settings.patch = {48, 48, 48};
    settings.iterations = 1;
    const TrainingPlan plan = makePlan(folder(), settings);
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));  // what libraries set up once stays
    const std::uint64_t before = residentBytes();
    const TrainingSummary summary = train(plan, recorder, {});
    const std::uint64_t after = residentBytes();
    const std::uint64_t used = recorder.iterations.back().memoryBytes - before;
    QVERIFY2(used > 50000000, qPrintable(QString::number(used)));
    QVERIFY2(after < before + used / 10, qPrintable(QString("%1 %2 %3").arg(before).arg(after).arg(used)));
}

void TestTrainer::initialWeightsAreTaken() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    plan.settings.iterations = 2;
    Recorder drawn;
    static_cast<void>(train(plan, drawn, {}));
    const auto lossesFrom = [&](std::uint64_t seed) {
        saveWeights(MutualVNet(NetworkSettings{.filters = 2}, seed), folder() / "start.safetensors");
        plan.initialWeights = folder() / "start.safetensors";
        Recorder recorder;
        static_cast<void>(train(plan, recorder, {}));
        return recorder.losses();
    };
    QVERIFY(lossesFrom(static_cast<std::uint64_t>(plan.settings.seed)) == drawn.losses());
    QVERIFY(lossesFrom(5) != drawn.losses());
}

void TestTrainer::whatFitsOfWeightsIsTaken() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    plan.settings.iterations = 1;
    saveWeights(MutualVNet(NetworkSettings{.channels = 2, .classes = 2, .filters = 2}, 5),
                folder() / "start.safetensors", plan.classNames);
    plan.initialWeights = folder() / "start.safetensors";
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));
    const auto told = std::ranges::find_if(recorder.notices, [](const std::string& one) {
        return one.find("tensors of start.safetensors were taken; made anew: first convolution (2 to 1 channels).") !=
               std::string::npos;
    });
    QVERIFY(told != recorder.notices.end());
}

void TestTrainer::theStartIsValidatedWhereAsked() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised), 1);
    plan.settings.iterations = 4;
    plan.settings.validationInterval = 2;
    Recorder unasked;
    static_cast<void>(train(plan, unasked, {}));
    plan.validatesStart = true;
    plan.runFolder = folder() / "asked";
    std::filesystem::create_directories(plan.runFolder);
    Recorder asked;
    static_cast<void>(train(plan, asked, {}));
    QCOMPARE(asked.validations.size(), unasked.validations.size() + 1);
    QCOMPARE(asked.validations.front().iteration, std::int64_t{0});
    QVERIFY(asked.validations.front().fullProtocol && asked.validations.back().fullProtocol);
    // Nothing else of the run is another.
    QVERIFY(asked.losses() == unasked.losses());
    for (std::size_t index = 0; index < unasked.validations.size(); ++index) {
        QCOMPARE(asked.validations[index + 1].meanDice, unasked.validations[index].meanDice);
    }
    // What is continued after its first iteration has its beginning behind it.
    plan.resumeFrom = newestCheckpoint(plan.runFolder, CheckpointKind::Last);
    plan.settings.iterations = 6;
    Recorder longer;
    static_cast<void>(train(plan, longer, {}));
    QVERIFY(longer.validations.front().iteration > 0);
}

void TestTrainer::faultyPlansAreRefused_data() {
    using Change = std::function<void(TrainingPlan&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const Change& change, ErrorCode code, const char* words) {
        QTest::newRow(name) << change << static_cast<int>(code) << words;
    };
    row("patch", [](TrainingPlan& plan) { plan.settings.patch[0] = 20; }, ErrorCode::InvalidInput, "patch");
    row("one class", [](TrainingPlan& plan) { plan.classNames.resize(1); }, ErrorCode::InvalidInput, "2 to 256");
    row("device", [](TrainingPlan& plan) { plan.settings.device = "cuda:77"; }, ErrorCode::NotFound, "cuda:77");
    row("no labelled cases", [](TrainingPlan& plan) { plan.labelled.clear(); }, ErrorCode::InvalidInput, "labelled");
    row(
        "missing case",
        [](TrainingPlan& plan) {
            PreparedReference gone = plan.labelled[0].prepared();
            gone.stem += "x";
            plan.labelled[0] = caseFor<SplitRole::TrainingLabelled>(gone);
        },
        ErrorCode::NotFound, "prepare the dataset again");
    row(
        "missing weights", [](TrainingPlan& plan) { plan.initialWeights = "/nowhere"; }, ErrorCode::NotFound,
        "/nowhere");
    row(
        "missing checkpoint", [](TrainingPlan& plan) { plan.resumeFrom = "/nowhere"; }, ErrorCode::NotFound,
        "/nowhere");
    row("no place to write", [](TrainingPlan& plan) { plan.runFolder = "/proc/run"; }, ErrorCode::Io, "/proc/run");
}

void TestTrainer::faultyPlansAreRefused() {
    using Change = std::function<void(TrainingPlan&)>;
    QFETCH(Change, change);
    QFETCH(int, code);
    QFETCH(QString, words);
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised));
    change(plan);
    Recorder recorder;
    const auto error = errorOf([&] { return train(plan, recorder, {}); });
    QVERIFY(error);
    QCOMPARE(static_cast<int>(error->code()), code);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

namespace {

/// Makes the label of a prepared case unknown, but for every so manieth slice; 0 for all.
void forget(const PreparedReference& reference, std::size_t every) {
    const PreparedCase prepared(reference);
    const Index3& size = prepared.header().geometry.size;
    const std::vector<float> image(prepared.imageVoxels().begin(), prepared.imageVoxels().end());
    const LabelVolume known = prepared.label();
    std::vector<std::uint8_t> label(known.voxels().begin(), known.voxels().end());
    const auto ofSlice = static_cast<std::size_t>(size[0] * size[1]);
    for (std::size_t at = 0; at < label.size(); ++at) {
        if (every == 0 || at / ofSlice % every != every / 2) {
            label[at] = kUnknownClass;
        }
    }
    const PreparedHeader header = prepared.header();
    writePreparedCase(reference.stem, header, image, label);
}

}  // namespace

void TestTrainer::fewKnownSlicesTeachTheBall_data() {
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("placement");
    QTest::newRow("supervised") << "supervised" << "device";
    QTest::newRow("mutual-reliable") << "mutual-reliable" << "device";
    QTest::newRow("mutual-reliable, streamed") << "mutual-reliable" << "stream";
}

void TestTrainer::fewKnownSlicesTeachTheBall() {
    QFETCH(QString, method);
    QFETCH(QString, placement);
    TrainingSettings settings = quickSettings(choiceNamed<Method>(method.toStdString()).value());
    setSetting(settings, "placement", placement.toStdString());
    settings.filters = 4;
    settings.labelledBatch = 2;
    settings.iterations = 60;
    settings.rampIterations = 60;
    settings.learningRate = 0.05;
    const TrainingPlan plan = makePlan(folder(), settings, 1);
    for (const auto& one : plan.labelled) {
        forget(one.prepared(), 8);
    }
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));
    QVERIFY2(recorder.validations.back().meanDice > 0.8,
             qPrintable(QString::number(recorder.validations.back().meanDice)));
}

void TestTrainer::aCaseThatKnowsNothingIsUnlabelled() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::MutualReliable));
    forget(plan.labelled[1].prepared(), 0);
    const TrainingCases cases = TrainingCases::open(plan);
    QCOMPARE(cases.labelled.size(), std::size_t{2});
    QCOMPARE(cases.unlabelled.size(), std::size_t{4});
    QCOMPARE(cases.unlabelled.back().reference().caseId, std::int64_t{2});
    QVERIFY(cases.known.empty());
    plan.settings.method = Method::Supervised;
    QCOMPARE(TrainingCases::open(plan).labelled.size(), std::size_t{2});
    forget(plan.labelled[0].prepared(), 0);
    forget(plan.labelled[2].prepared(), 8);
    QCOMPARE(TrainingCases::open(plan).known.at(0).count(), std::int64_t{4 * 32 * 32});
    forget(plan.labelled[2].prepared(), 0);
    QVERIFY(mentions(errorOf([&] { return TrainingCases::open(plan).channels; }), "No voxel of any labelled case"));
}

void TestTrainer::aValidationThatKnowsNothingIsRefused() {
    const TrainingPlan plan = makePlan(folder(), quickSettings(Method::Supervised), 1);
    forget(plan.validation[0].prepared(), 8);
    QCOMPARE(TrainingCases::open(plan).validation.size(), std::size_t{1});
    forget(plan.validation[0].prepared(), 0);
    QVERIFY(mentions(errorOf([&] { return TrainingCases::open(plan).channels; }), "no voxel of its label is known"));
}

void TestTrainer::partlyLabelledCasesAreEnough() {
    TrainingPlan plan = makePlan(folder(), quickSettings(Method::MutualReliable));
    plan.unlabelled.clear();
    QVERIFY(mentions(errorOf([&] { return TrainingCases::open(plan).channels; }), "the split has none"));
    forget(plan.labelled[0].prepared(), 8);
    Recorder recorder;
    static_cast<void>(train(plan, recorder, {}));
    QCOMPARE(recorder.iterations.size(), std::size_t{10});
    QVERIFY(recorder.iterations.back().lossMutualA > 0);
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
