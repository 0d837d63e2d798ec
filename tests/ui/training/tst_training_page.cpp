#include "storage/db/metric_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/study/training_study.h"
#include "tests/ui/training/phantom_project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/theme.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/metric_names.h"
#include "ui/training/new_run_panel.h"
#include "ui/training/run_launcher.h"
#include "ui/training/run_table_model.h"
#include "ui/training/setting_editor.h"
#include "ui/training/training_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTableWidget>
#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {
constexpr int kTrainingTimeout = 120'000;
}

class TestTrainingPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void anEmptyPageSaysWhatToDo();
    void presetsFillTheForms();
    void wrongSettingsForbidTheStart();
    void withoutASplitNothingStarts();
    void memoryIsEstimated();
    void chartsOfAPastRunAreLinked();
    void trainsFromStartToEnd();
    void stopsAndResumes();
    void severalRunsQueueAndOverlay();
    void aWaitingRunCanBePutOff();
    void extendsAFinishedRun();
    void clonesTheSettingsOfARun();
    void anInterruptedRunIsOffered();
    void aFailureIsKept();

private:
    template <class Widget>
    Widget* find(const char* name) {
        auto* const widget = m_page->findChild<Widget*>(name);
        if (widget == nullptr) {
            qFatal("there is no %s", name);
        }
        return widget;
    }
    void press(const char* name) {
        auto* const button = find<QPushButton>(name);
        QVERIFY2(button->isEnabled(), qPrintable(button->toolTip()));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] RunTableModel* model() { return qobject_cast<RunTableModel*>(find<QTableView>("runTable")->model()); }
    [[nodiscard]] NewRunPanel* panel() { return find<NewRunPanel>("newRunPanel"); }
    [[nodiscard]] RunStatus status(std::int64_t runId) { return m_phantoms->project().runs().get(runId).status; }
    [[nodiscard]] std::size_t pointsOf(const char* chart, const QString& series) {
        for (const ChartSeries& one : find<LineChart>(chart)->series()) {
            if (one.name == series) {
                return one.points.size();
            }
        }
        return 0;
    }
    void openPage();
    void savePicture(const QString& name);
    /// Presses Start and gives the number of the run.
    std::int64_t start(std::int64_t iterations, const QString& name = {});

    std::unique_ptr<PhantomProject> m_phantoms;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<TrainingPage> m_page;
};

void TestTrainingPage::initTestCase() {
    applyTheme(*qApp, Theme::Dark);
}

void TestTrainingPage::init() {
    m_phantoms = std::make_unique<PhantomProject>();
    m_jobs = std::make_unique<JobList>();
    openPage();
}

void TestTrainingPage::openPage() {
    m_page.reset();
    m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms->folder()), *m_jobs);
    m_page = std::make_unique<TrainingPage>(*m_session);
    m_page->resize(1200, 740);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestTrainingPage::cleanup() {
    m_jobs.reset();
    m_page.reset();
    m_session.reset();
    m_phantoms.reset();
}

/// Where TANDEM_PICTURES says, for people to look at.
void TestTrainingPage::savePicture(const QString& name) {
    const QString folder = qEnvironmentVariable("TANDEM_PICTURES");
    if (!folder.isEmpty()) {
        QTest::qWait(100);
        QVERIFY(m_page->grab().save(QDir(folder).filePath(name)));
    }
}

std::int64_t TestTrainingPage::start(std::int64_t iterations, const QString& name) {
    panel()->trainingForm().setSettings(PhantomProject::smallSettings(iterations));
    find<QLineEdit>("runName")->setText(name);
    const int before = model()->rowCount();
    QTest::mouseClick(find<QPushButton>("startButton"), Qt::LeftButton);
    // Its row can appear a moment before it is selected.
    auto* const selection = find<QTableView>("runTable")->selectionModel();
    const bool isAdded =
        QTest::qWaitFor([&] { return model()->rowCount() > before && selection->isRowSelected(0); }, 30'000);
    return isAdded ? model()->rowAt(0)->record.id : 0;
}

void TestTrainingPage::anEmptyPageSaysWhatToDo() {
    QVERIFY(find<QLabel>("emptyHint")->isVisible());
    QVERIFY(!find<QTableView>("runTable")->isVisible());
    QVERIFY(!find<QFrame>("interruptedBanner")->isVisible());
    QVERIFY(find<QPushButton>("startButton")->isEnabled());
    QVERIFY(!find<QPushButton>("stopButton")->isEnabled());
    QVERIFY(!find<QPushButton>("stopButton")->toolTip().isEmpty());
    QCOMPARE(find<QLabel>("splitDescription")->text(), QString("1 labelled, 2 unlabelled, 1 validation"));
    savePicture("training-empty.png");
    auto* const device = panel()->trainingForm().editor("device")->findChild<QComboBox*>();
    QTRY_VERIFY_WITH_TIMEOUT(device->findData("cpu") >= 0, 30'000);
}

void TestTrainingPage::presetsFillTheForms() {
    auto* const preset = find<QComboBox>("preset");
    preset->setCurrentIndex(preset->findData("pancreas-ct"));
    QCOMPARE(panel()->preparationForm().settings().clipHigh, 275.0);
    QCOMPARE(panel()->trainingForm().settings().testStride, (Index3{16, 16, 16}));
    QVERIFY(find<QLabel>("presetDescription")->text().contains("HU"));
}

void TestTrainingPage::wrongSettingsForbidTheStart() {
    auto* const line = panel()->trainingForm().editor("patch")->findChild<QLineEdit*>("axis-0");
    line->setText("50");
    auto* const button = find<QPushButton>("startButton");
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains("multiple of 16"));
    savePicture("training-wrong.png");
    line->setText("96");
    QVERIFY(button->isEnabled());
}

void TestTrainingPage::withoutASplitNothingStarts() {
    m_session->project().splits().remove(m_phantoms->splitId());
    Q_EMIT m_session->splitsChanged();
    QVERIFY(!find<QPushButton>("startButton")->isEnabled());
    QVERIFY(find<QPushButton>("startButton")->toolTip().contains("split"));
}

void TestTrainingPage::memoryIsEstimated() {
    panel()->trainingForm().setSettings(PhantomProject::smallSettings(10));
    press("estimateButton");
    QVERIFY(!find<QPushButton>("estimateButton")->isEnabled());
    auto* const label = find<QLabel>("estimate");
    QTRY_VERIFY_WITH_TIMEOUT(label->isVisible(), 30'000);
    QVERIFY2(label->text().contains("MiB. It fits"), qPrintable(label->text()));
    QTRY_VERIFY(find<QPushButton>("estimateButton")->isEnabled());
    QVERIFY(m_session->project().runs().list().empty());
}

void TestTrainingPage::chartsOfAPastRunAreLinked() {
    const RunRecord run = m_session->project().runs().add({.method = "mutual-reliable",
                                                           .settingsJson = "{}",
                                                           .preparationJson = "{}",
                                                           .versionsJson = "{}",
                                                           .splitId = m_phantoms->splitId()});
    constexpr std::int64_t kIterations = 15'000;
    std::vector<MetricPoint> points;
    for (std::int64_t iteration = 1; iteration <= kIterations; ++iteration) {
        const double noise = 0.1 * std::sin(static_cast<double>(iteration * iteration));
        const double falling = std::exp(-static_cast<double>(iteration) / 4000);
        for (const MetricPoint& one : metric::pointsOf(run.id, IterationMetrics{.iteration = iteration,
                                                                                .lossTotal = falling + noise + 0.2,
                                                                                .lossSupervisedA = falling + noise,
                                                                                .lossSupervisedB = falling - noise,
                                                                                .ramp = 1 - falling,
                                                                                .learningRate = 0.01 * falling,
                                                                                .fractionATeachesB = 0.4 + noise,
                                                                                .fractionBTeachesA = 0.3 - noise,
                                                                                .meanReliability = 0.8 + noise})) {
            points.push_back(one);
        }
    }
    m_session->project().metrics().add(points);
    openPage();
    QTRY_COMPARE_WITH_TIMEOUT(pointsOf("lossChart", "total"), 15'000U, 30'000);
    find<QSlider>("smoothing")->setValue(95);
    find<QCheckBox>("logarithmic")->click();
    auto* const losses = find<LineChart>("lossChart");
    auto* const ramp = find<LineChart>("rampChart");
    QVERIFY(losses->isLogarithmic());
    savePicture("training-15000.png");
    QTest::keyClick(losses, Qt::Key_Plus);
    QVERIFY(ramp->frame().x.length() < 14'000);
    QCOMPARE(ramp->frame().x, losses->frame().x);
}

void TestTrainingPage::trainsFromStartToEnd() {
    const std::int64_t run = start(30, "first");
    QVERIFY(run > 0);
    QCOMPARE(model()->rowAt(0)->record.name, std::string("first"));
    QTRY_COMPARE_WITH_TIMEOUT(status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(model()->rowAt(0)->record.status, RunStatus::Finished);
    // No point was lost.
    QTRY_COMPARE(pointsOf("lossChart", "total"), 30U);
    QCOMPARE(pointsOf("lossChart", "mutual B"), 30U);
    QCOMPARE(pointsOf("teachingChart", "A teaches B"), 30U);
    QCOMPARE(pointsOf("rampChart", "ramp"), 30U);
    QCOMPARE(pointsOf("learningRateChart", "learning rate"), 30U);
    QCOMPARE(pointsOf("reliabilityChart", "reliability"), 30U);
    QVERIFY(pointsOf("diceChart", "mean") >= 2);
    QCOMPARE(find<QLabel>("iterationNumber")->text(), QString("30 of 30"));
    QVERIFY(find<QLabel>("memoryNumber")->text().endsWith("iB"));
    QVERIFY(find<QLabel>("bestDiceNumber")->text() != QString("–"));
    QCOMPARE(m_jobs->activeCount(), 0);
    savePicture("training-done.png");

    // A page that is opened later reads the same from the project.
    const LineChart* const live = find<LineChart>("lossChart");
    const std::vector<QPointF> before = live->series().front().points;
    openPage();
    QTRY_COMPARE(pointsOf("lossChart", "total"), 30U);
    QCOMPARE(find<LineChart>("lossChart")->series().front().points, before);
}

void TestTrainingPage::stopsAndResumes() {
    const std::int64_t run = start(60);
    QTRY_VERIFY_WITH_TIMEOUT(pointsOf("lossChart", "total") >= 6, kTrainingTimeout);
    press("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(status(run), RunStatus::Stopped, kTrainingTimeout);
    QTRY_VERIFY(find<QPushButton>("resumeButton")->isEnabled());
    const std::size_t trained = pointsOf("lossChart", "total");
    QVERIFY(trained < 60);
    press("resumeButton");
    QTRY_VERIFY(!find<QPushButton>("resumeButton")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(pointsOf("lossChart", "total"), 60U);
    const auto& points = find<LineChart>("lossChart")->series().front().points;
    for (std::size_t index = 0; index < points.size(); ++index) {
        QCOMPARE(points[index].x(), static_cast<double>(index + 1));
    }
}

void TestTrainingPage::severalRunsQueueAndOverlay() {
    const std::int64_t first = start(40, "one");
    const std::int64_t second = start(20, "two");
    QVERIFY(second > first);
    QCOMPARE(m_jobs->activeCount(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(status(second), RunStatus::Finished, kTrainingTimeout);
    QCOMPARE(status(first), RunStatus::Finished);
    find<QTableView>("runTable")->selectAll();
    const QString firstTitle = QString("Run %1 · one").arg(first);
    const QString secondTitle = QString("Run %1 · two").arg(second);
    QTRY_COMPARE(pointsOf("lossChart", firstTitle), 40U);
    QTRY_COMPARE(pointsOf("lossChart", secondTitle), 20U);
    QCOMPARE(find<LineChart>("lossChart")->series().size(), 2U);
    QVERIFY(find<LineChart>("lossChart")->series()[0].colour != find<LineChart>("lossChart")->series()[1].colour);
    QCOMPARE(find<QTableWidget>("settingsComparison")->item(0, 0)->text(), QString("iterations"));
    savePicture("training-overlay.png");
    applyTheme(*qApp, Theme::Light);
    savePicture("training-overlay-light.png");
    applyTheme(*qApp, Theme::Dark);
}

void TestTrainingPage::aWaitingRunCanBePutOff() {
    const std::int64_t first = start(500);
    const std::int64_t second = start(10);
    // The new run is selected.
    press("stopButton");
    QTRY_COMPARE(m_jobs->activeCount(), 1);
    QCOMPARE(status(second), RunStatus::Queued);
    QTRY_VERIFY(find<QPushButton>("resumeButton")->isEnabled());
    find<QTableView>("runTable")->selectRow(1);
    press("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(m_jobs->activeCount(), 0, kTrainingTimeout);
    QVERIFY(status(first) == RunStatus::Stopped);
    find<QTableView>("runTable")->selectRow(0);
    press("resumeButton");
    QTRY_COMPARE_WITH_TIMEOUT(status(second), RunStatus::Finished, kTrainingTimeout);
}

void TestTrainingPage::extendsAFinishedRun() {
    const std::int64_t run = start(10);
    QTRY_COMPARE_WITH_TIMEOUT(status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(find<QPushButton>("extendButton")->isEnabled());
    QVERIFY(!find<QPushButton>("resumeButton")->isEnabled());
    press("extendButton");
    auto* const dialog = find<QInputDialog>("extendDialog");
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    dialog->setIntValue(20);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(pointsOf("lossChart", "total"), 20U, kTrainingTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(model()->index(0, RunTableModel::Progress).data().toString(), QString("20 of 20"));
}

void TestTrainingPage::clonesTheSettingsOfARun() {
    TrainingSettings settings = PhantomProject::smallSettings(77);
    settings.seed = 4711;
    m_session->project().runs().add({.method = settings.method,
                                     .settingsJson = settingsToJson(settings),
                                     .preparationJson = R"({"crop":"non-zero"})",
                                     .versionsJson = "{}",
                                     .splitId = m_phantoms->splitId()});
    Q_EMIT m_session->runsChanged();
    find<QTableView>("runTable")->selectRow(0);
    press("cloneButton");
    QVERIFY(panel()->request().training == settings);
    QCOMPARE(panel()->request().preparation.crop, std::string("non-zero"));
    QCOMPARE(panel()->request().splitId, m_phantoms->splitId());
}

void TestTrainingPage::anInterruptedRunIsOffered() {
    const RunRecord run =
        m_session->project().runs().add({.name = "cut off",
                                         .method = "mutual-reliable",
                                         .settingsJson = settingsToJson(PhantomProject::smallSettings(10)),
                                         .preparationJson = "{}",
                                         .versionsJson = "{}",
                                         .splitId = m_phantoms->splitId()});
    {
        const RunLock lock(m_session->project().runFolder(run));
        m_session->project().runs().markRunning(run.id, lock);
    }
    // The lock has gone without an end: as after a crash.
    openPage();
    auto* const banner = find<QFrame>("interruptedBanner");
    QVERIFY(banner->isVisible());
    QVERIFY(banner->findChild<QLabel*>()->text().contains("cut off"));
    savePicture("training-interrupted.png");
    press("putOffInterrupted");
    QVERIFY(!banner->isVisible());
    openPage();
    press("resumeInterrupted");
    QTRY_COMPARE_WITH_TIMEOUT(status(run.id), RunStatus::Finished, kTrainingTimeout);
    QVERIFY(!find<QFrame>("interruptedBanner")->isVisible());
}

void TestTrainingPage::aFailureIsKept() {
    QSignalSpy failures(m_jobs.get(), &JobList::jobFailed);
    std::filesystem::remove_all(m_phantoms->parent() / "volumes");
    const std::int64_t run = start(10);
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kTrainingTimeout);
    QCOMPARE(status(run), RunStatus::Failed);
    QTRY_COMPARE(model()->rowAt(0)->record.status, RunStatus::Failed);
    const QString reason = model()->index(0, RunTableModel::Status).data(Qt::ToolTipRole).toString();
    QCOMPARE(reason, failures.front().at(1).toString());
    QVERIFY(find<QPushButton>("resumeButton")->isEnabled());
}

QTEST_MAIN(TestTrainingPage)
#include "tst_training_page.moc"
