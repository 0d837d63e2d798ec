// A case that is watched while a run trains: chosen before the start, seen at each validation, looked back on.
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/split_repository.h"
#include "storage/training/pinned_case.h"
#include "storage/training/pinned_snapshots.h"
#include "tests/ui/training/training_page_fixture.h"
#include "ui/render/slice_view.h"
#include "ui/training/pinned/pinned_case_view.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <cmath>

using namespace tandem;

namespace {
constexpr int kTrainingTimeout = 120'000;
}

class TestPinnedPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<TrainingPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void everyCaseButTestCasesIsOffered();
    void aRunWithoutACaseShowsNone();
    void theWatchedCaseIsSeenAndLookedBackOn();
    void theSnapshotsComeBackWithTheProject();
    void snapshotsTakenElsewhereAreSeen();

private:
    void choose(int index) { m_on->find<QComboBox>("pinnedCase")->setCurrentIndex(index); }
    [[nodiscard]] std::vector<SnapshotEntry> snapshots(std::int64_t runId) {
        Project& project = m_on->phantoms().project();
        return listSnapshots(snapshotFolder(project, project.runs().get(runId)));
    }
    /// Trains with the validation case watched.
    std::int64_t trainWatching(std::int64_t iterations) {
        choose(1);
        return m_on->start(PhantomProject::smallSettings(iterations));
    }

    std::unique_ptr<TrainingPageFixture> m_on;
};

void TestPinnedPanel::everyCaseButTestCasesIsOffered() {
    auto* const box = m_on->find<QComboBox>("pinnedCase");
    QCOMPARE(box->count(), 5);
    QVERIFY(!m_on->panel().request().pinnedCase);
    QVERIFY(box->itemText(1).endsWith("(validation)"));
    QVERIFY(box->itemText(2).endsWith("(unlabelled)"));
    QVERIFY(box->itemText(4).endsWith("(labelled)"));

    SplitRecord split{.name = "with a test case"};
    const auto cases = m_on->session().project().cases().list();
    for (std::size_t index = 0; index < cases.size(); ++index) {
        const SplitRole roles[]{SplitRole::TrainingLabelled, SplitRole::TrainingUnlabelled, SplitRole::Validation,
                                SplitRole::Test};
        split.assignments.push_back({cases[index].id, roles[index]});
    }
    choose(1);
    m_on->session().project().splits().add(split);
    Q_EMIT m_on->session().splitsChanged();
    auto* const splitBox = m_on->find<QComboBox>("split");
    splitBox->setCurrentIndex(splitBox->findText("with a test case"));
    QCOMPARE(box->count(), 4);
    QCOMPARE(box->findText(QString::fromStdString(cases[3].name), Qt::MatchStartsWith), -1);
}

void TestPinnedPanel::aRunWithoutACaseShowsNone() {
    auto* const panel = m_on->find<QWidget>("pinnedPanel");
    QVERIFY(!panel->isVisible());
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(2));
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QVERIFY(!panel->isVisible());
    QVERIFY(snapshots(run).empty());
}

void TestPinnedPanel::theWatchedCaseIsSeenAndLookedBackOn() {
    const std::int64_t run = trainWatching(40);
    auto* const panel = m_on->find<QWidget>("pinnedPanel");
    QTRY_VERIFY(panel->isVisible());
    QVERIFY(m_on->find<QLabel>("pinnedHint")->isVisible());
    auto* const slider = m_on->find<QSlider>("snapshotSlider");
    // It follows the training: the first snapshots come while it runs.
    QTRY_VERIFY_WITH_TIMEOUT(slider->maximum() >= 1, kTrainingTimeout);
    QCOMPARE(slider->value(), slider->maximum());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(slider->maximum(), 3);
    QCOMPARE(slider->value(), 3);
    QCOMPARE(m_on->find<QLabel>("snapshotIteration")->text(), QString("Iteration 40 (4 of 4)"));
    QVERIFY(!m_on->find<QLabel>("pinnedHint")->isVisible());
    QCOMPARE(snapshots(run).size(), std::size_t{4});

    auto* const view = m_on->find<SliceView>("pinnedTeachingWeight");
    QTRY_VERIFY(view->isVisible());
    // A voxel within what is predicted, or in the middle, is chosen to begin with.
    QTRY_COMPARE(m_on->pointsOf("voxelChart", "teaching weight"), 4U);
    const Index3 before = view->crosshair();
    QTest::mouseClick(view, Qt::LeftButton, {}, view->positionOf({before[0] + 3, before[1] - 2, before[2]}).toPoint());
    const Index3 voxel = view->crosshair();
    QVERIFY(voxel != before);
    QTRY_COMPARE(m_on->find<LineChart>("voxelChart")->title(),
                 QString("Voxel %1, %2, %3").arg(voxel[0] + 1).arg(voxel[1] + 1).arg(voxel[2] + 1));
    QCOMPARE(m_on->find<SliceView>("pinnedPrediction")->crosshair(), voxel);
    const auto timeline = timelineOf(snapshots(run), voxel, {});
    const auto& points = m_on->find<LineChart>("voxelChart")->series()[2].points;
    for (std::size_t index = 0; index < 4; ++index) {
        QCOMPARE(points[index].x(), static_cast<double>(timeline[index].iteration));
        QCOMPARE(points[index].y(), timeline[index].values.at({MapKind::Reliability, Decoder::A}));
    }
    // Trust stands beside it, and says that nobody has measured it.
    const ChartSeries& trust = m_on->find<LineChart>("voxelChart")->series()[3];
    QCOMPARE(trust.name, QString("trust (uncalibrated)"));
    QCOMPARE(trust.points.size(), 4);
    const Geometry grid = readPinnedCase(m_on->phantoms().folder(), run).image.geometry();
    for (std::size_t index = 0; index < 4; ++index) {
        const SnapshotFile file(snapshots(run)[index].file);
        QCOMPARE(trust.points[static_cast<qsizetype>(index)].y(), trustAt(file, voxel, {}, grid)[0]);
    }
    QVERIFY(m_on->find<SliceView>("pinnedTrust")->isVisible());
    QCOMPARE(m_on->find<SliceView>("pinnedTrust")->crosshair(), voxel);
    keepPicture(m_on->page(), "training-pinned");

    // The view that has the focus has a frame.
    slider->setFocus();
    const QImage last = view->grab().toImage();
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(m_on->find<QLabel>("snapshotIteration")->text(), QString("Iteration 10 (1 of 4)"));
    QTRY_VERIFY(view->grab().toImage() != last);
    QTest::keyClick(slider, Qt::Key_End);
    QTRY_COMPARE(view->grab().toImage(), last);

    m_on->find<QComboBox>("pinnedSubnetwork")->setCurrentIndex(1);
    const auto& ofB = m_on->find<LineChart>("voxelChart")->series()[2].points;
    QCOMPARE(ofB[3].y(), timeline[3].values.at({MapKind::Reliability, Decoder::B}));
    m_on->find<QComboBox>("pinnedPlane")->setCurrentIndex(1);
    QCOMPARE(view->plane(), Plane::Coronal);
    QCOMPARE(view->crosshair(), voxel);
}

void TestPinnedPanel::theSnapshotsComeBackWithTheProject() {
    const std::int64_t watching = trainWatching(10);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(watching), RunStatus::Finished, kTrainingTimeout);
    choose(0);
    const std::int64_t plain = m_on->start(PhantomProject::smallSettings(2));
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(plain), RunStatus::Finished, kTrainingTimeout);
    m_on->open();
    auto* const panel = m_on->find<QWidget>("pinnedPanel");
    QVERIFY(!panel->isVisible());
    m_on->find<QTableView>("runTable")->selectRow(1);
    QVERIFY(panel->isVisible());
    QTRY_VERIFY(m_on->find<SliceView>("pinnedPrediction")->isVisible());
    QTRY_COMPARE(m_on->find<QLabel>("snapshotIteration")->text(), QString("Iteration 10 (1 of 1)"));
    QTest::mouseClick(m_on->find<QPushButton>("cloneButton"), Qt::LeftButton);
    QCOMPARE(m_on->find<QComboBox>("pinnedCase")->currentIndex(), 1);
}

/// As by the command line, whether the page is seen meanwhile or not.
void TestPinnedPanel::snapshotsTakenElsewhereAreSeen() {
    const std::int64_t run = trainWatching(10);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    auto* const iteration = m_on->find<QLabel>("snapshotIteration");
    QTRY_COMPARE(iteration->text(), QString("Iteration 10 (1 of 1)"));
    const Project& elsewhere = m_on->phantoms().project();
    const std::filesystem::path folder = snapshotFolder(elsewhere, elsewhere.runs().get(run));
    const auto take = [&](std::int64_t at) {
        std::filesystem::copy_file(snapshotPath(folder, 10), snapshotPath(folder, at));
        elsewhere.metrics().add(std::vector<MetricPoint>{{run, at, "validation-dice", 0.5}});
    };
    take(20);
    QTRY_COMPARE(iteration->text(), QString("Iteration 20 (2 of 2)"));
    QSignalSpy advanced(&m_on->session(), &ProjectSession::runAdvanced);
    m_on->page().hide();
    take(30);
    QTRY_COMPARE(advanced.size(), 1);
    m_on->page().show();
    QTRY_COMPARE(iteration->text(), QString("Iteration 30 (3 of 3)"));
}

QTEST_MAIN(TestPinnedPanel)
#include "tst_pinned_panel.moc"
