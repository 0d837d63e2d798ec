#include "storage/db/metric_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/training/metric_points.h"
#include "tests/ui/training/training_page_fixture.h"

#include <QLabel>
#include <QTableView>
#include <QtTest>

using namespace tandem;

/// What the page shows of runs that another program trains.
class TestRunElsewhere : public QObject {
    Q_OBJECT

    std::unique_ptr<TrainingPageFixture> m_on;

private Q_SLOTS:
    void init() { m_on = std::make_unique<TrainingPageFixture>(); }
    void cleanup() { m_on.reset(); }

    /// As by the command line: through another connection, which nobody here hears of.
    void aRunTrainedElsewhereIsFollowed() {
        const Project& elsewhere = m_on->phantoms().project();
        const RunRecord run = elsewhere.runs().add({.method = "mutual-reliable",
                                                    .settingsJson = settingsToText(PhantomProject::smallSettings(150)),
                                                    .preparationJson = "{}",
                                                    .versionsJson = "{}",
                                                    .splitId = m_on->phantoms().splitId()});
        QTRY_COMPARE(m_on->model().rowCount(), 1);
        m_on->find<QTableView>("runTable")->selectRow(0);
        const auto progress = [this] { return m_on->model().index(0, RunTableModel::Progress).data().toString(); };
        const auto train = [&](std::int64_t from, std::int64_t to) {
            std::vector<MetricPoint> points;
            for (std::int64_t iteration = from; iteration <= to; ++iteration) {
                points.push_back({run.id, iteration, idOf(Metric::LossTotal), 0.5});
            }
            elsewhere.metrics().add(points);
        };
        {
            const RunLock lock(elsewhere.runFolder(run));
            elsewhere.runs().markRunning(run.id, lock);
            train(1, 44);
            QTRY_COMPARE(m_on->statusShown(), QString("training"));
            QTRY_COMPARE(progress(), QString("44 of 150"));
            QTRY_COMPARE(m_on->find<QLabel>("iterationNumber")->text(), QString("44 of 150"));
            QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 44U);
            train(45, 60);
            QTRY_COMPARE(progress(), QString("60 of 150"));
            QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 60U);
            // It goes on from an older checkpoint.
            elsewhere.metrics().removeAfter(run.id, 50);
            QTRY_COMPARE(progress(), QString("50 of 150"));
            QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 50U);
            elsewhere.runs().markEnded(run.id, RunStatus::Stopped, "");
        }
        QTRY_COMPARE(m_on->statusShown(), QString("stopped"));
    }
};

QTEST_MAIN(TestRunElsewhere)
#include "tst_run_elsewhere.moc"
