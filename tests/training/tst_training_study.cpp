// A run in its project: what it is given before it is seen, and what is kept when it ends with an error.
#include "core/engine_module.h"
#include "storage/db/metric_repository.h"
#include "storage/db/run_repository.h"
#include "storage/training/training_study.h"
#include "tests/core/expect_error.h"
#include "tests/ui/training/phantom_project.h"

#include <QtTest>
#include <fstream>
#include <functional>
#include <memory>

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
    void checkpointSaved(const CheckpointSaved&) override {}
    void noticed(const std::string&) override {}

private:
    std::int64_t m_iteration;
    std::function<void()> m_meddle;
};

}  // namespace

class TestTrainingStudy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine = openEngine(); }
    void init() { m_phantoms = std::make_unique<PhantomProject>(); }
    void anErrorKeepsTheLastNumbers();
    void aRunIsAddedWholeOrNotAtAll_data();
    void aRunIsAddedWholeOrNotAtAll();
    void whatAKilledProcessLeftIsNoPartOfARun();

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
    // Where a folder is, no checkpoint can be put: the one of iteration 5 ends the run, as soon as its writer has
    // failed.
    Meddler meddler(4, [&] { std::filesystem::create_directories(project().runFolder(run) / "last.ckpt" / "full"); });
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
    QCOMPARE(error->code(), ErrorCode::Io);
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

QTEST_GUILESS_MAIN(TestTrainingStudy)
#include "tst_training_study.moc"
