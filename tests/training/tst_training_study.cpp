// A run in its project: what is kept when it ends with an error.
#include "core/engine_module.h"
#include "storage/db/metric_repository.h"
#include "storage/db/run_repository.h"
#include "storage/training/training_study.h"
#include "tests/core/expect_error.h"
#include "tests/ui/training/phantom_project.h"

#include <QtTest>
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
    // Where a folder is, no checkpoint can be put: the one of iteration 5 ends the run.
    Meddler meddler(4, [&] { std::filesystem::create_directories(project().runFolder(run) / "last.ckpt" / "full"); });
    const auto error = errorOf(
        [&] { return runTraining(project(), *m_engine, run.id, meddler, [](double, std::string_view) {}, {}); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Io);
    QCOMPARE(project().runs().get(run.id).status, RunStatus::Failed);
    const std::vector<MetricPoint> losses = project().metrics().list(run.id, "loss-total");
    QCOMPARE(losses.size(), std::size_t{5});
    QCOMPARE(losses.back().iteration, std::int64_t{5});
    QVERIFY(project().runs().get(run.id).trainedSeconds.value() > 0);
}

QTEST_GUILESS_MAIN(TestTrainingStudy)
#include "tst_training_study.moc"
