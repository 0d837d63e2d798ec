// A run that goes on from another with labels that came since: what comes in, what judges no more, what is begun with,
// and what it has gained.
#include "core/base/content_hash.h"
#include "core/engine_module.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/prediction/prediction_study.h"
#include "storage/removal/run_removal.h"
#include "storage/review/case_review.h"
#include "storage/training/before_and_after.h"
#include "storage/training/run_configuration.h"
#include "storage/training/train_on.h"
#include "tests/core/expect_error.h"
#include "tests/training/quiet_observer.h"
#include "tests/ui/training/phantom_training.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <memory>

using namespace tandem;

namespace {

constexpr auto kSilent = [](double, std::string_view) {};

/// The mean Dice of the run's validation cases with the test stride after the iteration.
double fullDice(const Project& project, std::int64_t run, std::int64_t iteration) {
    double sum = 0;
    int count = 0;
    for (const ValidationScore& one : project.validationScores().list(run)) {
        if (one.fullProtocol && one.iteration == iteration) {
            sum += one.dicePerClass.front();
            ++count;
        }
    }
    return count == 0 ? -1 : sum / count;
}

}  // namespace

class TestTrainOn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine = openEngine(); }
    void init();
    void aWholeChain();
    void onlyWhatCameSinceIsNew();
    void whatJudgesComesInWhenTold();
    void nothingIsLeftOfWhatIsRefused_data();
    void nothingIsLeftOfWhatIsRefused();
    void theBestCanBeBegunWith();
    void aStopWithinTheFirstValidationIsMadeUpFor();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] std::vector<std::int64_t> casesIn(SplitRole role) { return idsIn(m_phantoms->splitId(), role); }
    [[nodiscard]] std::vector<std::int64_t> idsIn(std::int64_t split, SplitRole role) {
        std::vector<std::int64_t> ids;
        for (const SplitAssignment& one : project().splits().get(split).assignments) {
            if (one.role == role) {
                ids.push_back(one.caseId);
            }
        }
        return ids;
    }
    /// As a person does on the page Review.
    void accept(std::int64_t run, const std::vector<std::int64_t>& ids) {
        static_cast<void>(predictCases(project(), *m_engine, {.runId = run, .caseIds = ids}, kSilent, {}));
        for (const std::int64_t id : ids) {
            static_cast<void>(acceptPrediction(project(), run, id, "", {}));
        }
    }
    /// A case without a label that no split has.
    std::int64_t addUnlabelled() {
        const std::filesystem::path folder = m_phantoms->parent() / "more" / "imagesTr";
        std::filesystem::create_directories(folder);
        PhantomSettings settings;
        settings.size = {32, 32, 24};
        writeImage(generatePhantom(settings, 9).image, folder / "more_1.nii.gz");
        const ImportOptions options;
        runImport(project(), planImport({m_phantoms->parent() / "more"}, options, kSilent), options, kSilent, {});
        return project().cases().find("more_1")->id;
    }
    [[nodiscard]] TrainOnRequest request(std::int64_t run, const std::vector<std::int64_t>& ids) {
        return {.runId = run, .caseIds = ids, .training = fineTuning(project(), run)};
    }
    void train(std::int64_t run) { runTraining(project(), *m_engine, run, m_observer, kSilent, {}); }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PhantomProject> m_phantoms;
    Quiet m_observer;
};

void TestTrainOn::init() {
    m_phantoms = std::make_unique<PhantomProject>();
    m_observer.notices.clear();
}

void TestTrainOn::aWholeChain() {
    constexpr std::int64_t kIterations = 30;
    const std::int64_t first = trainPhantoms(*m_phantoms, kIterations, "first");
    const auto accepted = casesIn(SplitRole::TrainingUnlabelled);
    accept(first, accepted);
    const std::int64_t more = addUnlabelled();

    const auto offered = casesToTrainOn(project(), first);
    QCOMPARE(offered.size(), std::size_t{3});
    QCOMPARE(newCases(offered), accepted);
    QVERIFY(offered[0].origin == LabelOrigin::Accepted && offered[0].role == SplitRole::TrainingUnlabelled);
    QVERIFY(offered[2].origin == LabelOrigin::Given && !offered[2].isNew);
    QVERIFY2(offered[2].leak.find("is a validation case of run 1.") != std::string::npos, offered[2].leak.c_str());

    TrainingSettings expected = PhantomProject::smallSettings(10);
    expected.learningRate = 0.001;
    expected.rampIterations = 0;
    TrainOnRequest wanted = request(first, newCases(offered));
    QVERIFY(wanted.training == expected);
    wanted.addsUnlabelled = true;
    const QueuedTrainOn queued = queueTrainOn(project(), *m_engine, wanted);
    const std::int64_t split = queued.run.splitId.value();
    QCOMPARE(project().splits().get(split).name, std::string("small after run 1"));
    QCOMPARE(idsIn(split, SplitRole::TrainingLabelled).size(), std::size_t{3});
    QCOMPARE(idsIn(split, SplitRole::TrainingUnlabelled), std::vector<std::int64_t>{more});
    QCOMPARE(idsIn(split, SplitRole::Validation), casesIn(SplitRole::Validation));
    const CheckpointRecord last = project().checkpoints().find(first, CheckpointKind::Last).value();
    const RunAncestor ancestor{.runId = first,
                               .splitId = m_phantoms->splitId(),
                               .checkpointHash = last.contentHash,
                               .checkpointIteration = kIterations};
    QVERIFY(project().runs().ancestors(queued.run.id) == std::vector{ancestor});
    QCOMPARE(queued.run.initialWeightsHash, contentHash(project().runFolder(queued.run) / "initial.safetensors"));
    const auto json = nlohmann::json(runJson(project(), queued.run));
    QCOMPARE(json["goesOnFrom"][0]["run"], first);
    QCOMPARE(json["goesOnFrom"][0]["contentHash"], last.contentHash);
    QVERIFY(project().events().list().front().sentence.starts_with(
        "Run 2 goes on from the last checkpoint of run 1, iteration 30. 2 cases come in with a label: "));

    QVERIFY(!beforeAndAfter(project(), queued.run.id));  // not yet
    train(queued.run.id);
    const auto gain = beforeAndAfter(project(), queued.run.id);
    QVERIFY(gain);
    QCOMPARE(gain->cases, std::size_t{1});
    QCOMPARE(gain->classes, std::vector<std::string>{"atrium"});
    QCOMPARE(gain->iteration, std::int64_t{10});
    QVERIFY(gain->from == ancestor);
    // What it began with is what the run before it ended with, to the voxel.
    QCOMPARE(gain->mean.before, fullDice(project(), first, kIterations));
    QCOMPARE(gain->mean.after, fullDice(project(), queued.run.id, 10));
    QCOMPARE(gain->dice.front().difference(), gain->mean.after - gain->mean.before);
    QVERIFY(gain->mean.after != gain->mean.before);
    QVERIFY(!beforeAndAfter(project(), first));

    // What judged a run of the chain is remembered when that run is gone.
    removeRun(project(), first);
    const auto then = casesToTrainOn(project(), queued.run.id);
    QCOMPARE(then.size(), std::size_t{1});
    QVERIFY(newCases(then).empty());
    QVERIFY(beforeAndAfter(project(), queued.run.id));
}

void TestTrainOn::onlyWhatCameSinceIsNew() {
    const std::int64_t first = trainPhantoms(*m_phantoms, 5, "first");
    const auto unlabelled = casesIn(SplitRole::TrainingUnlabelled);
    // Their labels, which the run did not see, are no reason to be learnt from unasked.
    QVERIFY(newCases(casesToTrainOn(project(), first)).empty());
    QCOMPARE(casesToTrainOn(project(), first).size(), std::size_t{3});
    accept(first, {unlabelled.front()});
    const QueuedTrainOn queued = queueTrainOn(project(), *m_engine, request(first, {unlabelled.front()}));
    QCOMPARE(idsIn(queued.run.splitId.value(), SplitRole::TrainingUnlabelled),
             std::vector<std::int64_t>{unlabelled.back()});
    QVERIFY(newCases(casesToTrainOn(project(), queued.run.id)).empty());
    // An excluded case is not offered, nor taken.
    project().cases().setExcluded(unlabelled.back(), true);
    QCOMPARE(casesToTrainOn(project(), first).size(), std::size_t{2});
    QVERIFY(mentions(errorOf([&] { return queueTrainOn(project(), *m_engine, request(first, unlabelled)); }),
                     "is excluded"));
}

void TestTrainOn::whatJudgesComesInWhenTold() {
    const std::int64_t first = trainPhantoms(*m_phantoms, 5, "first");
    TrainOnRequest wanted = request(first, casesIn(SplitRole::Validation));
    const auto error = errorOf([&] { return queueTrainOn(project(), *m_engine, wanted); });
    QVERIFY(error && error->code() == ErrorCode::Conflict);
    QVERIFY2(mentions(error, "is a validation case of run 1.") && mentions(error, "accept the leak"), error->what());
    wanted.acceptsLeak = true;
    const QueuedTrainOn second = queueTrainOn(project(), *m_engine, wanted);
    QVERIFY2(second.sentence.find("No longer validating or testing: ") != std::string::npos, second.sentence.c_str());
    QVERIFY(idsIn(second.run.splitId.value(), SplitRole::Validation).empty());
    QCOMPARE(idsIn(second.run.splitId.value(), SplitRole::TrainingLabelled).size(), std::size_t{2});
    train(second.run.id);
    QVERIFY(!beforeAndAfter(project(), second.run.id));  // nothing judges it

    // On a split that has the case as what it was, no run of the chain trains.
    TrainingRequest back{.training = wanted.training, .splitId = m_phantoms->splitId(), .name = "back"};
    const CheckpointRecord last = project().checkpoints().find(second.run.id, CheckpointKind::Last).value();
    back.goesOnFrom =
        RunAncestor{.runId = second.run.id, .splitId = second.run.splitId, .checkpointHash = last.contentHash};
    const auto refused = errorOf([&] { return queueTraining(project(), *m_engine, back); });
    QVERIFY(refused && refused->code() == ErrorCode::Conflict);
    QCOMPARE(project().runs().list().size(), std::size_t{2});
}

void TestTrainOn::nothingIsLeftOfWhatIsRefused_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("no case") << "no case"
                             << "No case comes in";
    QTest::newRow("trained on already") << "labelled"
                                        << "was trained on with its label";
    QTest::newRow("another network") << "filters"
                                     << "keep filters at 2";
    QTest::newRow("no best checkpoint") << "best"
                                        << "has no best checkpoint";
    QTest::newRow("no unlabelled case is left") << "all"
                                                << "no unlabelled training case";
}

void TestTrainOn::nothingIsLeftOfWhatIsRefused() {
    QFETCH(QString, fault);
    QFETCH(QString, words);
    const auto unlabelled = casesIn(SplitRole::TrainingUnlabelled);
    const RunRecord run = queueTraining(
        project(), *m_engine, {.training = PhantomProject::smallSettings(5), .splitId = m_phantoms->splitId()});
    class Stop : public Quiet {
    public:
        void iterationDone(const IterationMetrics&) override { source.request_stop(); }
        std::stop_source source;
    } stop;
    runTraining(project(), *m_engine, run.id, stop, kSilent, stop.source.get_token());  // before it was validated
    TrainOnRequest wanted = request(run.id, {unlabelled.front()});
    if (fault == "no case") {
        wanted.caseIds.clear();
    } else if (fault == "labelled") {
        wanted.caseIds = casesIn(SplitRole::TrainingLabelled);
    } else if (fault == "filters") {
        wanted.training.filters = 4;
    } else if (fault == "best") {
        wanted.checkpoint = CheckpointKind::Best;
    } else {
        wanted.caseIds = unlabelled;
    }
    const auto error = errorOf([&] { return queueTrainOn(project(), *m_engine, wanted); });
    QVERIFY(error);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
    QCOMPARE(project().runs().list().size(), std::size_t{1});
    QCOMPARE(project().splits().list().size(), std::size_t{1});
    QVERIFY(!std::filesystem::exists(project().runsFolder() / "0002"));
}

void TestTrainOn::theBestCanBeBegunWith() {
    const std::int64_t first = trainPhantoms(*m_phantoms, 30, "first");
    const CheckpointRecord best = project().checkpoints().find(first, CheckpointKind::Best).value();
    TrainOnRequest wanted = request(first, {casesIn(SplitRole::TrainingUnlabelled).front()});
    wanted.checkpoint = CheckpointKind::Best;
    wanted.training.iterations = 1;
    const QueuedTrainOn queued = queueTrainOn(project(), *m_engine, wanted);
    const RunAncestor ancestor = project().runs().ancestors(queued.run.id).front();
    QCOMPARE(ancestor.checkpointHash, best.contentHash);
    QVERIFY(ancestor.checkpointKind == CheckpointKind::Best);
    QCOMPARE(ancestor.checkpointIteration, best.iteration);
}

void TestTrainOn::aStopWithinTheFirstValidationIsMadeUpFor() {
    const std::int64_t first = trainPhantoms(*m_phantoms, 5, "first");
    const QueuedTrainOn queued =
        queueTrainOn(project(), *m_engine, request(first, {casesIn(SplitRole::TrainingUnlabelled).front()}));
    class StopAtStart : public Quiet {
    public:
        void trainingStarted(const TrainingStart&) override { source.request_stop(); }
        std::stop_source source;
    } stop;
    const TrainingSummary summary =
        runTraining(project(), *m_engine, queued.run.id, stop, kSilent, stop.source.get_token());
    QVERIFY(summary.stopped);
    QCOMPARE(summary.iteration, std::int64_t{0});
    QVERIFY(project().validationScores().list(queued.run.id).empty());
    train(queued.run.id);
    const auto gain = beforeAndAfter(project(), queued.run.id);
    QVERIFY(gain);
    QCOMPARE(gain->mean.before, fullDice(project(), first, 5));
}

QTEST_GUILESS_MAIN(TestTrainOn)
#include "tst_train_on.moc"
