// A run in its project: what it is given before it is seen, and what is kept when it ends with an error.
#include "core/base/content_hash.h"
#include "core/checkpoint_files.h"
#include "core/engine_module.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/validation_score_repository.h"
#include "storage/training/run_extension.h"
#include "storage/training/training_study.h"
#include "tests/core/expect_error.h"
#include "tests/training/quiet_observer.h"
#include "tests/ui/training/phantom_project.h"

#include <QtTest>
#include <fstream>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

using namespace tandem;

namespace {

/// Does something after the given iteration.
class Meddler : public TrainingObserver {
public:
    Meddler(std::int64_t iteration, std::function<void()> meddle)
        : m_iteration(iteration), m_meddle(std::move(meddle)) {}

    void iterationDone(const IterationMetrics& metrics) override {
        if (metrics.iteration == m_iteration) {
            m_meddle();
        }
    }
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved& checkpoint) override { checkpoints.push_back(checkpoint); }
    void noticed(const std::string&) override {}

    std::vector<CheckpointSaved> checkpoints;

private:
    std::int64_t m_iteration;
    std::function<void()> m_meddle;
};

/// At each checkpoint, what another process finds in the project.
class Neighbour : public TrainingObserver {
public:
    explicit Neighbour(const Project& project) : m_folder(project.folder()) {}

    void iterationDone(const IterationMetrics&) override {}
    void validationDone(const ValidationMetrics&) override {}
    void checkpointSaved(const CheckpointSaved& checkpoint) override {
        const Project seen = Project::open(m_folder, ProjectAccess::ReadOnly);
        const auto recorded = seen.checkpoints().find(1, checkpoint.kind);
        isRecorded = isRecorded && recorded && recorded->contentHash == checkpoint.contentHash &&
                     contentHash(m_folder / recorded->file) == checkpoint.contentHash;
        points.emplace_back(checkpoint.iteration, seen.metrics().list(1, "loss-total").size());
    }
    void noticed(const std::string&) override {}

    bool isRecorded = true;
    std::vector<std::pair<std::int64_t, std::size_t>> points;

private:
    std::filesystem::path m_folder;
};

constexpr auto kSilent = [](double, std::string_view) {};

}  // namespace

class TestTrainingStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine = openEngine(); }
    void init() { m_phantoms = std::make_unique<PhantomProject>(); }
    void anErrorKeepsTheLastNumbers();
    void neverValidatedWhereNobodyAsks();
    void aRunIsAddedWholeOrNotAtAll_data();
    void aRunIsAddedWholeOrNotAtAll();
    void whatAKilledProcessLeftIsNoPartOfARun();
    void aCheckpointHasItsNumbersWithIt();
    void onlyTheRecordedCheckpointIsContinued();
    void onlyTheGivenWeightsAreBegunWith();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] TrainingRequest request() const {
        return {.training = PhantomProject::smallSettings(20), .splitId = m_phantoms->splitId()};
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PhantomProject> m_phantoms;
};

void TestTrainingStudy::anErrorKeepsTheLastNumbers() {
    const RunRecord run = queueTraining(project(), *m_engine, request());
    // In a file, no checkpoint can be put: the one of iteration 5 ends the run, as soon as its writer has failed.
    Meddler meddler(4, [&] {
        std::filesystem::rename(project().runFolder(run), project().runsFolder() / "away");
        std::ofstream(project().runFolder(run)) << "in the way";
    });
    const auto error = errorOf(
        [&] { return runTraining(project(), *m_engine, run.id, meddler, [](double, std::string_view) {}, {}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Io);
    QCOMPARE(project().runs().get(run.id).status, RunStatus::Failed);
    const std::vector<MetricPoint> losses = project().metrics().list(run.id, "loss-total");
    QVERIFY(losses.size() >= 5 && losses.size() < 20);
    QCOMPARE(losses.back().iteration, static_cast<std::int64_t>(losses.size()));
    QVERIFY(project().runs().get(run.id).trainedSeconds.value() > 0);
}

void TestTrainingStudy::neverValidatedWhereNobodyAsks() {
    Quiet quiet;
    const auto weightsBy = [&](Validating validating) {
        TrainingSettings settings = PhantomProject::smallSettings(3);
        settings.deterministic = true;
        const RunRecord run =
            queueTraining(project(), *m_engine, {.training = settings, .splitId = m_phantoms->splitId()});
        static_cast<void>(runTraining(project(), *m_engine, run.id, quiet, kSilent, {}, validating));
        QTest::qVerify(project().validationScores().list(run.id).empty() == (validating == Validating::Never), "scores",
                       "", __FILE__, __LINE__);
        QTest::qVerify(
            project().checkpoints().find(run.id, CheckpointKind::Best).has_value() != (validating == Validating::Never),
            "best", "", __FILE__, __LINE__);
        const auto file = m_phantoms->parent() / "weights.safetensors";
        m_engine->exportWeights(project().inside(project().checkpoints().find(run.id, CheckpointKind::Last)->file),
                                file);
        return contentHash(file);
    };
    QCOMPARE(weightsBy(Validating::Never), weightsBy(Validating::AsSettings));  // what is learnt is the same
}

void TestTrainingStudy::aRunIsAddedWholeOrNotAtAll_data() {
    QTest::addColumn<bool>("isFolder");
    QTest::newRow("weights that are not there") << false;
    QTest::newRow("a folder for weights") << true;
}

void TestTrainingStudy::aRunIsAddedWholeOrNotAtAll() {
    QFETCH(const bool, isFolder);
    TrainingRequest wanted = request();
    wanted.initialWeights = m_phantoms->parent() / "weights.safetensors";
    if (isFolder) {
        std::filesystem::create_directories(*wanted.initialWeights);
    }
    const auto error = errorOf([&] { return queueTraining(project(), *m_engine, wanted); });
    QVERIFY(error);
    QCOMPARE(error->code(), isFolder ? ErrorCode::Io : ErrorCode::NotFound);
    QVERIFY2(mentions(error, wanted.initialWeights->string()), error->what());
    QVERIFY(project().runs().list().empty());
    QVERIFY(!std::filesystem::exists(project().folder() / "runs" / "0001"));
}

void TestTrainingStudy::whatAKilledProcessLeftIsNoPartOfARun() {
    const std::filesystem::path left = project().folder() / "runs" / "0001" / "initial.safetensors";
    std::filesystem::create_directories(left.parent_path());
    std::ofstream(left) << "of a run that never was";
    const RunRecord run = queueTraining(project(), *m_engine, request());
    QCOMPARE(project().runFolder(run), left.parent_path());
    QVERIFY(!std::filesystem::exists(left));
    QVERIFY(std::filesystem::exists(left.parent_path() / "config.json"));
}

void TestTrainingStudy::aCheckpointHasItsNumbersWithIt() {
    const RunRecord run = queueTraining(project(), *m_engine, request());
    Neighbour neighbour(project());
    static_cast<void>(runTraining(project(), *m_engine, run.id, neighbour, kSilent, {}));
    QVERIFY(neighbour.points.size() >= 4);
    QVERIFY(neighbour.isRecorded);
    for (const auto& [iteration, points] : neighbour.points) {
        QVERIFY(points >= static_cast<std::size_t>(iteration));
    }
    for (const CheckpointKind kind : {CheckpointKind::Last, CheckpointKind::Best}) {
        QCOMPARE(checkpointFiles(project().runFolder(run), kind).size(), std::size_t{1});
    }
}

void TestTrainingStudy::onlyTheRecordedCheckpointIsContinued() {
    const RunRecord run = queueTraining(project(), *m_engine, request());
    Meddler quiet(0, [] {});
    const auto train = [&] { return runTraining(project(), *m_engine, run.id, quiet, kSilent, {}); };
    static_cast<void>(train());
    const std::filesystem::path last =
        project().folder() / project().checkpoints().find(run.id, CheckpointKind::Last)->file;
    const std::filesystem::path best =
        project().folder() / project().checkpoints().find(run.id, CheckpointKind::Best)->file;
    // A crash came between this one and its row.
    const std::filesystem::path orphan = freeCheckpointFile(project().runFolder(run), CheckpointKind::Last, 99);
    std::filesystem::copy_file(best, orphan);
    static_cast<void>(extendTraining(project(), run.id, {.iterations = 25}));
    QCOMPARE(train().iteration, std::int64_t{25});
    QVERIFY(!std::filesystem::exists(orphan) && !std::filesystem::exists(last));
    QCOMPARE(project().metrics().list(run.id, "loss-total").size(), std::size_t{25});

    const std::filesystem::path newest =
        project().folder() / project().checkpoints().find(run.id, CheckpointKind::Last)->file;
    std::filesystem::copy_file(best, newest, std::filesystem::copy_options::overwrite_existing);
    static_cast<void>(extendTraining(project(), run.id, {.iterations = 30}));
    const auto error = errorOf(train);
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
    QVERIFY2(mentions(error, newest.string()), error->what());
    QCOMPARE(project().metrics().list(run.id, "loss-total").size(), std::size_t{25});
}

void TestTrainingStudy::onlyTheGivenWeightsAreBegunWith() {
    const RunRecord first = queueTraining(project(), *m_engine, request());
    Meddler quiet(0, [] {});
    static_cast<void>(runTraining(project(), *m_engine, first.id, quiet, kSilent, {}));
    TrainingRequest wanted = request();
    wanted.training.iterations = 1;
    wanted.initialWeights = m_phantoms->parent() / "weights.safetensors";
    m_engine->exportWeights(quiet.checkpoints.back().file, *wanted.initialWeights);
    const RunRecord whole = queueTraining(project(), *m_engine, wanted);
    QCOMPARE(project().runs().get(whole.id).initialWeightsHash, contentHash(*wanted.initialWeights));
    QCOMPARE(runTraining(project(), *m_engine, whole.id, quiet, kSilent, {}).iteration, std::int64_t{1});
    for (const bool isGone : {true, false}) {
        const RunRecord run = queueTraining(project(), *m_engine, wanted);
        const std::filesystem::path copy = project().runFolder(run) / "initial.safetensors";
        if (isGone) {
            std::filesystem::remove(copy);
        } else {
            std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
        }
        const auto error = errorOf([&] { return runTraining(project(), *m_engine, run.id, quiet, kSilent, {}); });
        QVERIFY(error);
        QVERIFY2(mentions(error, copy.string()), error->what());
        QVERIFY(project().metrics().list(run.id, "loss-total").empty());
    }
}

QTEST_GUILESS_MAIN(TestTrainingStudy)
#include "tst_training_study.moc"
