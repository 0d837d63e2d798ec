#include "storage/db/case_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/metric_repository.h"
#include "storage/db/run_lock.h"
#include "storage/db/run_repository.h"
#include "storage/training/metric_points.h"
#include "storage/training/training_study.h"
#include "tests/ui/training/phantom_training.h"
#include "tests/ui/training/training_page_fixture.h"
#include "ui/settings/setting_editor.h"
#include "ui/theme/theme.h"
#include "ui/training/run_launcher.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QtTest>
#include <algorithm>
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
    void theCasesProposeWithReasons();
    void whatIsProposedIsNotForOtherPresets();
    void casesWithoutABoxAreToldWithThePreset();
    void wrongSettingsForbidTheStart();
    void withoutASplitNothingStarts();
    void aDividedPatientIsToldBeforeTheStart();
    void memoryIsEstimated();
    void aRunOfAnotherVersionHindersNothing();
    void chartsOfAPastRunAreLinked();
    void trainsFromStartToEnd();
    void stopsAndResumes();
    void severalRunsQueueAndOverlay();
    void aWaitingRunCanBePutOff();
    void anInterruptedRunIsOffered();
    void aFailureIsKept();
    void preparationIsNoNews();
    void runsAreReadOnceWhenAProjectIsOpened();
    void hiddenPartsReadWhenTheyAreShown();

private:
    /// Presses Start and gives the number of the run.
    std::int64_t start(std::int64_t iterations, const QString& name = {});
    void estimateASmallRun();

    std::unique_ptr<TrainingPageFixture> m_on;
};

void TestTrainingPage::initTestCase() {
    applyTheme(*qApp, Theme::Dark);
}

void TestTrainingPage::init() {
    m_on = std::make_unique<TrainingPageFixture>();
}

void TestTrainingPage::cleanup() {
    m_on.reset();
}

std::int64_t TestTrainingPage::start(std::int64_t iterations, const QString& name) {
    m_on->find<QLineEdit>("runName")->setText(name);
    return m_on->start(PhantomProject::smallSettings(iterations));
}

void TestTrainingPage::anEmptyPageSaysWhatToDo() {
    QVERIFY(m_on->find<QLabel>("emptyHint")->isVisible());
    QVERIFY(!m_on->find<QTableView>("runTable")->isVisible());
    QVERIFY(!m_on->find<QFrame>("interruptedBanner")->isVisible());
    QVERIFY(m_on->find<QPushButton>("startButton")->isEnabled());
    QVERIFY(!m_on->find<QPushButton>("stopButton")->isEnabled());
    QVERIFY(!m_on->find<QPushButton>("stopButton")->toolTip().isEmpty());
    QCOMPARE(m_on->find<QLabel>("splitDescription")->text(), QString("1 labelled, 2 unlabelled, 1 validation, 0 test"));
    keepPicture(m_on->page(), "training-empty");
    auto* const device = m_on->panel().trainingForm().editor("device")->findChild<QComboBox*>();
    QTRY_VERIFY_WITH_TIMEOUT(device->findData("cpu") >= 0, 30'000);
}

void TestTrainingPage::presetsFillTheForms() {
    auto* const preset = m_on->find<QComboBox>("preset");
    preset->setCurrentIndex(preset->findData("pancreas-ct"));
    QCOMPARE(m_on->panel().preparationForm().settings().clipHigh, 275.0);
    QCOMPARE(m_on->panel().trainingForm().settings().testStride, (Index3{16, 16, 16}));
    QVERIFY(m_on->find<QLabel>("presetDescription")->text().contains("HU"));
    QVERIFY(!m_on->find<QLabel>("boxNotice")->isVisible());  // every case has a label to crop around
}

void TestTrainingPage::casesWithoutABoxAreToldWithThePreset() {
    Project& project = m_on->session().project();
    CaseRecord open = project.cases().list().front();
    open.name = "open";
    open.state = CaseState::Unlabelled;
    open.label.reset();
    open.labelVoxels.clear();
    SplitRecord split = project.splits().get(m_on->phantoms().splitId());
    split.name = "with one more";
    split.assignments.push_back({project.cases().add(open).id, SplitRole::TrainingUnlabelled});
    project.splits().add(split);
    Q_EMIT m_on->session().splitsChanged();
    auto* const splits = m_on->find<QComboBox>("split");
    splits->setCurrentIndex(splits->findText("with one more"));
    auto* const notice = m_on->find<QLabel>("boxNotice");
    QVERIFY(!notice->isVisible());
    auto* const preset = m_on->find<QComboBox>("preset");
    preset->setCurrentIndex(preset->findData("pancreas-ct"));
    QVERIFY2(notice->isVisible() && notice->text().startsWith("1 case(s) have no label to crop around"),
             qPrintable(notice->text()));
    keepPicture(m_on->page(), "training-without-a-box");

    // A box by hand is one for all; a run's predictions are for those that it predicted.
    PreparationSettings settings = m_on->panel().preparationForm().settings();
    settings.crop = Crop::Prediction;
    settings.cropRun = 7;
    m_on->panel().preparationForm().setSettings(settings);
    QVERIFY2(notice->isVisible() && notice->text().contains("nor a prediction of run 7"), qPrintable(notice->text()));
    settings.crop = Crop::Box;
    settings.cropFromMm = {-80, -90, 0};
    settings.cropToMm = {80, 90, 200};
    m_on->panel().preparationForm().setSettings(settings);
    QVERIFY(!notice->isVisible());
    QVERIFY(m_on->find<QPushButton>("startButton")->isEnabled());
    QCOMPARE(m_on->panel().request().preparation.cropToMm, (Vector3{80, 90, 200}));
}

void TestTrainingPage::wrongSettingsForbidTheStart() {
    auto* const line = m_on->panel().trainingForm().editor("patch")->findChild<QLineEdit*>("axis-0");
    line->setText("50");
    auto* const button = m_on->find<QPushButton>("startButton");
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains("multiple of 16"));
    keepPicture(m_on->page(), "training-wrong");
    line->setText("96");
    QVERIFY(button->isEnabled());
}

void TestTrainingPage::withoutASplitNothingStarts() {
    m_on->session().project().splits().remove(m_on->phantoms().splitId());
    Q_EMIT m_on->session().splitsChanged();
    QVERIFY(!m_on->find<QPushButton>("startButton")->isEnabled());
    QVERIFY(m_on->find<QPushButton>("startButton")->toolTip().contains("split"));
}

void TestTrainingPage::aDividedPatientIsToldBeforeTheStart() {
    Project& project = m_on->session().project();
    const SplitRecord split = project.splits().get(m_on->phantoms().splitId());
    for (const SplitRole role : {SplitRole::TrainingLabelled, SplitRole::Validation}) {
        const auto one = std::ranges::find(split.assignments, role, &SplitAssignment::role);
        CaseRecord record = project.cases().get(one->caseId);
        record.patient = "anna";
        project.cases().update(record);
    }
    auto* const leaks = m_on->find<QLabel>("splitLeaks");
    QVERIFY(!leaks->isVisible());
    Q_EMIT m_on->session().casesChanged();
    QVERIFY(leaks->isVisible());
    QVERIFY2(leaks->text().contains("\"anna\""), qPrintable(leaks->text()));
    keepPicture(m_on->page(), "training-leak");
    m_on->panel().trainingForm().setSettings(PhantomProject::smallSettings(5));
    QCOMPARE(m_on->press("startButton"), QString());
    auto* const question = m_on->find<QMessageBox>("leakQuestion");
    QVERIFY(question->informativeText().contains("\"anna\""));
    QVERIFY(project.runs().list().empty());
    QTest::mouseClick(question->button(QMessageBox::Cancel), Qt::LeftButton);
    QTRY_VERIFY(m_on->page().findChild<QMessageBox*>("leakQuestion") == nullptr);
    QCOMPARE(m_on->jobs().activeCount(), 0);

    QCOMPARE(m_on->press("startButton"), QString());
    QTest::mouseClick(m_on->find<QPushButton>("leakCopy"), Qt::LeftButton);
    QCOMPARE(m_on->find<QComboBox>("split")->currentText(), QString("small copy"));
    QVERIFY(!leaks->isVisible());
    QTRY_VERIFY(m_on->page().findChild<QMessageBox*>("leakQuestion") == nullptr);

    m_on->find<QComboBox>("split")->setCurrentIndex(0);
    QCOMPARE(m_on->press("startButton"), QString());
    QTest::mouseClick(m_on->find<QPushButton>("leakTrain"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(project.runs().list().size(), std::size_t{1}, kTrainingTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(project.runs().list().front().status, RunStatus::Finished, kTrainingTimeout);
    QCOMPARE(*project.runs().list().front().splitId, split.id);
    const auto events = project.events().list();
    QVERIFY(std::ranges::any_of(
        events, [](const EventRecord& one) { return one.sentence.find("\"anna\"") != std::string::npos; }));
}

void TestTrainingPage::memoryIsEstimated() {
    estimateASmallRun();
    QVERIFY(m_on->session().project().runs().list().empty());
}

void TestTrainingPage::estimateASmallRun() {
    m_on->panel().trainingForm().setSettings(PhantomProject::smallSettings(10));
    QCOMPARE(m_on->press("estimateButton"), QString());
    QVERIFY(!m_on->find<QPushButton>("estimateButton")->isEnabled());
    auto* const label = m_on->find<QLabel>("estimate");
    QTRY_VERIFY_WITH_TIMEOUT(label->isVisible(), 30'000);
    QVERIFY2(label->text().contains("MiB. It fits"), qPrintable(label->text()));
    QTRY_VERIFY(m_on->find<QPushButton>("estimateButton")->isEnabled());
}

void TestTrainingPage::theCasesProposeWithReasons() {
    TrainingSettings before = m_on->panel().trainingForm().settings();
    before.device = "cpu";
    before.seed = 42;  // nothing that is proposed
    m_on->panel().trainingForm().setSettings(before);
    QCOMPARE(m_on->press("proposeButton"), QString());
    QVERIFY(!m_on->find<QPushButton>("proposeButton")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(!m_on->panel().request().proposal.empty(), 60'000);
    QTRY_VERIFY(m_on->find<QPushButton>("proposeButton")->isEnabled());
    const TrainingRequest request = m_on->panel().request();
    QCOMPARE(request.training.patch, (Index3{32, 32, 32}));
    QCOMPARE(request.training.iterations, std::int64_t{6000});
    QCOMPARE(request.training.seed, std::int64_t{42});
    QVERIFY(request.preparation.spacingMm != (Vector3{0, 0, 0}));
    const auto noteBelow = [&](const char* key) {
        auto* const note = m_on->panel().trainingForm().editor(key)->findChild<QLabel*>("note");
        return note->isHidden() ? QString() : note->text();
    };
    QVERIFY2(noteBelow("patch").contains("median volume, 32 x 32 x 24 voxels"), qPrintable(noteBelow("patch")));
    QCOMPARE(noteBelow("seed"), QString());
    // Whoever changes a value sees what it was.
    TrainingSettings changed = request.training;
    changed.patch = {16, 16, 16};
    changed.testStride = {16, 16, 16};
    m_on->panel().trainingForm().setSettings(changed);
    QVERIFY2(noteBelow("patch").startsWith("Proposed: 32, 32, 32"), qPrintable(noteBelow("patch")));
    QVERIFY(!noteBelow("iterations").startsWith("Proposed"));
    QVERIFY(m_on->panel().request().proposal == request.proposal);
}

void TestTrainingPage::whatIsProposedIsNotForOtherPresets() {
    auto* const preset = m_on->find<QComboBox>("preset");
    QVERIFY(m_on->find<QPushButton>("proposeButton")->isVisible());
    QCOMPARE(m_on->press("proposeButton"), QString());
    preset->setCurrentIndex(preset->findData("left-atrium"));
    QVERIFY(!m_on->find<QPushButton>("proposeButton")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_on->jobs().activeCount() == 0, 60'000);
    // What comes late changes nothing.
    QCOMPARE(m_on->panel().request().training.patch, (Index3{112, 112, 80}));
    QVERIFY(m_on->panel().request().proposal.empty());
}

void TestTrainingPage::aRunOfAnotherVersionHindersNothing() {
    const RunRepository runs = m_on->session().project().runs();
    const auto add = [&](const std::string& settings, const std::string& preparation) {
        return runs
            .add({.method = "mean-teacher",
                  .settingsJson = settings,
                  .preparationJson = preparation,
                  .versionsJson = "{}",
                  .splitId = m_on->phantoms().splitId()})
            .id;
    };
    const std::int64_t ours = add("{}", "{}");
    const std::int64_t other = add(R"({"method":"mean-teacher","ema-decay":0.99})", R"({"bias-field":true})");
    Q_EMIT m_on->session().runsChanged();
    QCOMPARE(m_on->model().rowCount(), 2);
    auto* const notice = m_on->find<QLabel>("notice");
    m_on->find<QTableView>("runTable")->selectRow(m_on->model().rowOf(other));
    QVERIFY(notice->isVisible());
    for (const char* words : {"method is \"mean-teacher\"", "ema-decay (0.99)", "bias-field (true)"}) {
        QVERIFY2(notice->text().contains(words), qPrintable(notice->text()));
    }
    m_on->find<QTableView>("runTable")->selectRow(m_on->model().rowOf(ours));
    QVERIFY(!notice->isVisible());
    estimateASmallRun();
}

void TestTrainingPage::chartsOfAPastRunAreLinked() {
    const RunRecord run = m_on->session().project().runs().add({.method = "mutual-reliable",
                                                                .settingsJson = "{}",
                                                                .preparationJson = "{}",
                                                                .versionsJson = "{}",
                                                                .splitId = m_on->phantoms().splitId()});
    constexpr std::int64_t kIterations = 15'000;
    std::vector<MetricPoint> points;
    for (std::int64_t iteration = 1; iteration <= kIterations; ++iteration) {
        const double noise = 0.1 * std::sin(static_cast<double>(iteration * iteration));
        const double falling = std::exp(-static_cast<double>(iteration) / 4000);
        for (const MetricPoint& one : pointsOf(run.id, IterationMetrics{.iteration = iteration,
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
    m_on->session().project().metrics().add(points);
    m_on->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total"), 15'000U, 30'000);
    m_on->find<QSlider>("smoothing")->setValue(95);
    m_on->find<QCheckBox>("logarithmic")->click();
    auto* const losses = m_on->find<LineChart>("lossChart");
    auto* const ramp = m_on->find<LineChart>("rampChart");
    QVERIFY(losses->isLogarithmic());
    keepPicture(m_on->page(), "training-15000");
    QTest::keyClick(losses, Qt::Key_Plus);
    QVERIFY(ramp->frame().x.length() < 14'000);
    QCOMPARE(ramp->frame().x, losses->frame().x);
}

void TestTrainingPage::trainsFromStartToEnd() {
    const std::int64_t run = start(30, "first");
    QVERIFY(run > 0);
    QCOMPARE(m_on->model().rowAt(0)->record.name, std::string("first"));
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(m_on->model().rowAt(0)->record.status, RunStatus::Finished);
    // No point was lost.
    QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 30U);
    QCOMPARE(m_on->pointsOf("lossChart", "mutual B"), 30U);
    QCOMPARE(m_on->pointsOf("teachingChart", "A teaches B"), 30U);
    QCOMPARE(m_on->pointsOf("rampChart", "ramp"), 30U);
    QCOMPARE(m_on->pointsOf("learningRateChart", "learning rate"), 30U);
    QCOMPARE(m_on->pointsOf("teachingWeightChart", "teaching weight"), 30U);
    QVERIFY(m_on->pointsOf("diceChart", "mean") >= 2);
    QCOMPARE(m_on->find<QLabel>("iterationNumber")->text(), QString("30 of 30"));
    QVERIFY(m_on->find<QLabel>("memoryNumber")->text().endsWith("iB"));
    QVERIFY(m_on->find<QLabel>("bestDiceNumber")->text() != QString("–"));
    QCOMPARE(m_on->jobs().activeCount(), 0);
    keepPicture(m_on->page(), "training-done");

    // A page that is opened later reads the same from the project.
    const LineChart* const live = m_on->find<LineChart>("lossChart");
    const std::vector<QPointF> before = live->series().front().points;
    m_on->open();
    QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 30U);
    QCOMPARE(m_on->find<LineChart>("lossChart")->series().front().points, before);
}

void TestTrainingPage::stopsAndResumes() {
    const std::int64_t run = start(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 6, kTrainingTimeout);
    QCOMPARE(m_on->press("stopButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Stopped, kTrainingTimeout);
    QTRY_VERIFY(m_on->find<QPushButton>("resumeButton")->isEnabled());
    const std::size_t trained = m_on->pointsOf("lossChart", "total");
    QVERIFY(trained < 60);
    QCOMPARE(m_on->press("resumeButton"), QString());
    QTRY_VERIFY(!m_on->find<QPushButton>("resumeButton")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 60U);
    const auto& points = m_on->find<LineChart>("lossChart")->series().front().points;
    for (std::size_t index = 0; index < points.size(); ++index) {
        QCOMPARE(points[index].x(), static_cast<double>(index + 1));
    }
}

void TestTrainingPage::severalRunsQueueAndOverlay() {
    const std::int64_t first = start(40, "one");
    const std::int64_t second = start(20, "two");
    QVERIFY(second > first);
    QCOMPARE(m_on->jobs().activeCount(), 2);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(second), RunStatus::Finished, kTrainingTimeout);
    QCOMPARE(m_on->status(first), RunStatus::Finished);
    m_on->find<QTableView>("runTable")->selectAll();
    const QString firstTitle = QString("Run %1 · one").arg(first);
    const QString secondTitle = QString("Run %1 · two").arg(second);
    QTRY_COMPARE(m_on->pointsOf("lossChart", firstTitle), 40U);
    QTRY_COMPARE(m_on->pointsOf("lossChart", secondTitle), 20U);
    QCOMPARE(m_on->find<LineChart>("lossChart")->series().size(), 2U);
    QVERIFY(m_on->find<LineChart>("lossChart")->series()[0].colour !=
            m_on->find<LineChart>("lossChart")->series()[1].colour);
    QCOMPARE(m_on->find<QTableWidget>("settingsComparison")->item(0, 0)->text(), QString("Iterations"));
    keepPicture(m_on->page(), "training-overlay");
}

void TestTrainingPage::aWaitingRunCanBePutOff() {
    const std::int64_t first = start(500);
    const std::int64_t second = start(10);
    // The run that trains stays in sight.
    QVERIFY(m_on->find<QTableView>("runTable")->selectionModel()->isRowSelected(1));
    m_on->find<QTableView>("runTable")->selectRow(0);
    QCOMPARE(m_on->press("stopButton"), QString());
    QTRY_COMPARE(m_on->jobs().activeCount(), 1);
    QCOMPARE(m_on->status(second), RunStatus::Queued);
    QTRY_VERIFY(m_on->find<QPushButton>("resumeButton")->isEnabled());
    m_on->find<QTableView>("runTable")->selectRow(1);
    QCOMPARE(m_on->press("stopButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, kTrainingTimeout);
    QVERIFY(m_on->status(first) == RunStatus::Stopped);
    m_on->find<QTableView>("runTable")->selectRow(0);
    QCOMPARE(m_on->press("resumeButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(second), RunStatus::Finished, kTrainingTimeout);
}

void TestTrainingPage::anInterruptedRunIsOffered() {
    const RunRecord run =
        m_on->session().project().runs().add({.name = "cut off",
                                              .method = "mutual-reliable",
                                              .settingsJson = settingsToText(PhantomProject::smallSettings(10)),
                                              .preparationJson = "{}",
                                              .versionsJson = "{}",
                                              .splitId = m_on->phantoms().splitId()});
    {
        const RunLock lock(m_on->session().project().runFolder(run));
        m_on->session().project().runs().markRunning(run.id, lock);
    }
    // The lock has gone without an end: as after a crash.
    m_on->open();
    auto* const banner = m_on->find<QFrame>("interruptedBanner");
    QVERIFY(banner->isVisible());
    QVERIFY(banner->findChild<QLabel*>()->text().contains("cut off"));
    keepPicture(m_on->page(), "training-interrupted");
    QCOMPARE(m_on->press("putOffInterrupted"), QString());
    QVERIFY(!banner->isVisible());
    m_on->open();
    QCOMPARE(m_on->press("resumeInterrupted"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run.id), RunStatus::Finished, kTrainingTimeout);
    QVERIFY(!m_on->find<QFrame>("interruptedBanner")->isVisible());
}

void TestTrainingPage::aFailureIsKept() {
    QSignalSpy failures(&m_on->jobs(), &JobList::jobFailed);
    std::filesystem::remove_all(m_on->phantoms().parent() / "volumes");
    const std::int64_t run = start(10);
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kTrainingTimeout);
    QCOMPARE(m_on->status(run), RunStatus::Failed);
    QTRY_COMPARE(m_on->model().rowAt(0)->record.status, RunStatus::Failed);
    const QString reason = m_on->model().index(0, RunTableModel::Status).data(Qt::ToolTipRole).toString();
    QCOMPARE(reason, failures.front().at(1).toString());
    QVERIFY(m_on->find<QPushButton>("resumeButton")->isEnabled());
}

/// However many steps it takes to prepare the cases, the other pages have nothing to read again.
void TestTrainingPage::preparationIsNoNews() {
    QSignalSpy changed(&m_on->session(), &ProjectSession::runsChanged);
    QSignalSpy advanced(&m_on->session(), &ProjectSession::runAdvanced);
    qsizetype atFirstPoint = -1;
    auto* const launcher = m_on->page().findChild<RunLauncher*>();
    const QObject scope;
    connect(launcher, &RunLauncher::pointsArrived, &scope,
            [&] { atFirstPoint = atFirstPoint < 0 ? changed.size() : atFirstPoint; });
    const std::int64_t run = start(10);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    // Of four cases. It was added, runs, and trains.
    QVERIFY2(atFirstPoint >= 1 && atFirstPoint <= 3, qPrintable(QString::number(atFirstPoint)));
    QTRY_VERIFY(!advanced.isEmpty());  // its validation
    QCOMPARE(advanced.front().front().value<std::int64_t>(), run);
}

void TestTrainingPage::runsAreReadOnceWhenAProjectIsOpened() {
    trainPhantoms(m_on->phantoms(), 1, "first");
    TrainingPage page(m_on->session());
    const auto* const model = page.findChild<RunTableModel*>();
    QCOMPARE(model->rowCount(), 0);
    QSignalSpy added(model, &QAbstractItemModel::rowsInserted);
    QSignalSpy said(model, &QAbstractItemModel::dataChanged);
    page.show();
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(added.size(), 1);
    QCOMPARE(said.size(), 1);
    QCOMPARE(childNamed<QTableView>(page, "runTable")->selectionModel()->selectedRows().size(), 1);
}

void TestTrainingPage::hiddenPartsReadWhenTheyAreShown() {
    const auto* const splits = m_on->find<QComboBox>("split");
    QCOMPARE(splits->count(), 1);
    m_on->page().hide();
    SplitRecord another = m_on->phantoms().project().splits().get(m_on->phantoms().splitId());
    another.id = 0;
    another.name = "another";
    m_on->phantoms().project().splits().add(another);
    const RunRecord run = m_on->phantoms().project().runs().add({.method = "mutual-reliable",
                                                                 .settingsJson = "{}",
                                                                 .preparationJson = "{}",
                                                                 .versionsJson = "{}",
                                                                 .splitId = m_on->phantoms().splitId()});
    Q_EMIT m_on->session().splitsChanged();
    Q_EMIT m_on->session().runsChanged();
    QCOMPARE(splits->count(), 1);
    QCOMPARE(m_on->model().rowCount(), 0);
    m_on->page().show();
    QCOMPARE(splits->count(), 2);
    QCOMPARE(m_on->model().rowCount(), 1);
    QCOMPARE(m_on->model().rowAt(0)->record.id, run.id);
}

QTEST_MAIN(TestTrainingPage)
#include "tst_training_page.moc"
