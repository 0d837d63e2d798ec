// Pausing a run, and knowing before its start what it needs, as a person does on the training page.
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "tests/ui/training/training_page_fixture.h"
#include "ui/numbers/quantity.h"
#include "ui/settings/setting_editor.h"

#include <QAction>
#include <QDateTime>
#include <QFile>
#include <QFileDialog>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTableView>
#include <fstream>

using namespace tandem;

namespace {
constexpr int kTrainingTimeout = 120'000;
}

class TestRunControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<TrainingPageFixture>(); }
    void cleanup() { m_on.reset(); }
    void aPausedRunWaitsAndGoesOn();
    void aPausedRunCanBeStopped();
    void closingWhilePausedLeavesAResumableRun();
    void closingOffersWaitingRunsAndNotStoppedOnes();
    void aPauseIsNotTrained();
    void spaceTwiceOnEstimateStartsNothing();
    void needsAreMeasuredOnceAndThenKnown();
    void anEstimateOfOtherSettingsIsNotShown();
    void queueingLeavesTheLiveCurves();
    void runsAndPredictionsAreDeletedAfterAQuestion();
    void predictionsOfChosenCasesAreDeleted();
    void curvesAreExported();

private:
    std::unique_ptr<TrainingPageFixture> m_on;
};

void TestRunControl::aPausedRunWaitsAndGoesOn() {
    QVERIFY(!m_on->find<QPushButton>("pauseButton")->isEnabled());
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(24));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 3, kTrainingTimeout);
    QCOMPARE(m_on->press("pauseButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->statusShown(), QString("paused"), kTrainingTimeout);
    const std::size_t done = m_on->pointsOf("lossChart", "total");
    QTest::qWait(300);
    QCOMPARE(m_on->pointsOf("lossChart", "total"), done);
    QVERIFY(done < 24);
    QCOMPARE(m_on->status(run), RunStatus::Running);
    QVERIFY2(m_on->jobs().current()->message().contains("paused"), qPrintable(m_on->jobs().current()->message()));
    auto* const button = m_on->find<QPushButton>("pauseButton");
    QCOMPARE(button->text().remove('&'), QString("Go on"));
    keepPicture(m_on->page(), "training-paused");
    QCOMPARE(m_on->press("pauseButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_COMPARE(m_on->pointsOf("lossChart", "total"), 24U);
    QTRY_COMPARE(m_on->statusShown(), QString("finished"));
    QVERIFY(!button->isEnabled());
    QVERIFY(!button->toolTip().isEmpty());
}

void TestRunControl::aPausedRunCanBeStopped() {
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(200));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 3, kTrainingTimeout);
    QCOMPARE(m_on->press("pauseButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->statusShown(), QString("paused"), kTrainingTimeout);
    const std::size_t done = m_on->pointsOf("lossChart", "total");
    QCOMPARE(m_on->press("stopButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Stopped, kTrainingTimeout);
    QTRY_COMPARE(m_on->statusShown(), QString("stopped"));
    QCOMPARE(m_on->pointsOf("lossChart", "total"), done);
    QTRY_COMPARE(m_on->model().rowAt(0)->iteration, static_cast<std::int64_t>(done));
}

void TestRunControl::closingWhilePausedLeavesAResumableRun() {
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(200));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 3, kTrainingTimeout);
    QCOMPARE(m_on->press("pauseButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->statusShown(), QString("paused"), kTrainingTimeout);
    m_on->jobs().cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Interrupted, kTrainingTimeout);
    m_on->open();
    QVERIFY(m_on->find<QPushButton>("resumeButton")->isEnabled());
    auto* const banner = m_on->find<QFrame>("interruptedBanner");
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->findChild<QLabel*>()->text().contains("of 200"), qPrintable(banner->findChild<QLabel*>()->text()));
}

void TestRunControl::closingOffersWaitingRunsAndNotStoppedOnes() {
    const std::int64_t stopped = m_on->start(PhantomProject::smallSettings(500));
    const std::int64_t waiting = m_on->start(PhantomProject::smallSettings(30));
    m_on->find<QTableView>("runTable")->selectRow(1);
    QCOMPARE(m_on->press("stopButton"), QString());
    m_on->jobs().cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, kTrainingTimeout);
    QCOMPARE(m_on->status(stopped), RunStatus::Stopped);
    QCOMPARE(m_on->status(waiting), RunStatus::Interrupted);
    m_on->open();
    QVERIFY(m_on->find<QFrame>("interruptedBanner")->isVisible());
    QCOMPARE(m_on->press("resumeInterrupted"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(waiting), RunStatus::Finished, kTrainingTimeout);
}

void TestRunControl::aPauseIsNotTrained() {
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(100));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 3, kTrainingTimeout);
    QCOMPARE(m_on->press("pauseButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->statusShown(), QString("paused"), kTrainingTimeout);
    constexpr int kPauseMs = 4000;
    QTest::qWait(kPauseMs);
    QCOMPARE(m_on->press("stopButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Stopped, kTrainingTimeout);
    const RunRecord record = m_on->phantoms().project().runs().get(run);
    const auto whole =
        static_cast<double>(QDateTime::fromString(QString::fromStdString(record.startedAt), Qt::ISODate)
                                .secsTo(QDateTime::fromString(QString::fromStdString(record.finishedAt), Qt::ISODate)));
    QVERIFY(record.trainedSeconds.has_value());
    QVERIFY2(*record.trainedSeconds > 0 && *record.trainedSeconds < whole - 2,
             qPrintable(QString("%1 of %2 s").arg(*record.trainedSeconds).arg(whole)));
    // And goes on from there.
    QTRY_VERIFY(m_on->find<QPushButton>("resumeButton")->isEnabled());
    QCOMPARE(m_on->press("resumeButton"), QString());
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QVERIFY(*m_on->phantoms().project().runs().get(run).trainedSeconds > *record.trainedSeconds);
}

void TestRunControl::spaceTwiceOnEstimateStartsNothing() {
    m_on->panel().trainingForm().setSettings(PhantomProject::smallSettings(10));
    m_on->page().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_on->page()));
    auto* const button = m_on->find<QPushButton>("estimateButton");
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(!button->isEnabled());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), 60'000);
    QVERIFY(button->hasFocus());  // where the person was
    QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, 60'000);
    QVERIFY(m_on->phantoms().project().runs().list().empty());
}

void TestRunControl::needsAreMeasuredOnceAndThenKnown() {
    const TrainingSettings settings = PhantomProject::smallSettings(12);
    m_on->panel().trainingForm().setSettings(settings);
    auto* const label = m_on->find<QLabel>("estimate");
    QVERIFY(!label->isVisible());
    QCOMPARE(m_on->press("estimateButton"), QString());
    QTRY_VERIFY_WITH_TIMEOUT(label->isVisible(), 60'000);
    QVERIFY2(label->text().contains("Memory: ") && label->text().contains("Disk: "), qPrintable(label->text()));
    QVERIFY2(label->text().contains("measured over 5 iteration"), qPrintable(label->text()));
    keepPicture(m_on->page(), "training-estimate");

    const std::int64_t run = m_on->start(settings);
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(m_on->find<QPushButton>("estimateButton")->isEnabled());
    QCOMPARE(m_on->press("estimateButton"), QString());
    QTRY_VERIFY2_WITH_TIMEOUT(label->text().contains(QString("as in run %1").arg(run)), qPrintable(label->text()),
                              60'000);
}

void TestRunControl::anEstimateOfOtherSettingsIsNotShown() {
    m_on->panel().trainingForm().setSettings(PhantomProject::smallSettings(20));
    QCOMPARE(m_on->press("estimateButton"), QString());
    auto* const iterations = m_on->panel().trainingForm().editor("iterations")->findChild<QLineEdit*>("number");
    iterations->setText("30");
    QTRY_COMPARE_WITH_TIMEOUT(m_on->jobs().activeCount(), 0, 60'000);
    QTRY_VERIFY(m_on->find<QPushButton>("estimateButton")->isEnabled());
    QVERIFY(!m_on->find<QLabel>("estimate")->isVisible());
}

void TestRunControl::queueingLeavesTheLiveCurves() {
    const std::int64_t first = m_on->start(PhantomProject::smallSettings(500));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") >= 3, kTrainingTimeout);
    const std::size_t before = m_on->pointsOf("lossChart", "total");
    const std::int64_t second = m_on->start(PhantomProject::smallSettings(10));
    QVERIFY(second > first);
    QVERIFY(m_on->find<QTableView>("runTable")->selectionModel()->isRowSelected(1));
    QTRY_VERIFY_WITH_TIMEOUT(m_on->pointsOf("lossChart", "total") > before + 2, kTrainingTimeout);
    QVERIFY2(m_on->find<QLabel>("notice")->text().contains(QString("Run %1: it waits").arg(second)),
             qPrintable(m_on->find<QLabel>("notice")->text()));
    m_on->jobs().cancelAll();
    // As when the window is closed: stopped for a moment, then offered again.
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(first), RunStatus::Interrupted, kTrainingTimeout);
}

void TestRunControl::runsAndPredictionsAreDeletedAfterAQuestion() {
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(5));
    QCOMPARE(m_on->find<QPushButton>("removeRunButton")->toolTip(), "The run trains or waits; stop it first");
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(m_on->find<QPushButton>("removeRunButton")->isEnabled());
    const Project& project = m_on->phantoms().project();
    PredictionRecord record{.runId = run,
                            .caseId = project.cases().list().front().id,
                            .checkpointHash = "c",
                            .maps = KeptMaps::Label,
                            .settingsJson = "{}",
                            .folder = "predictions/0001/one",
                            .files = {{kLabelMap, "label.nrrd"}}};
    std::filesystem::create_directories(project.folder() / record.folder);
    std::ofstream(project.folder() / record.folder / "label.nrrd") << std::string(2'000'000, 'x');
    project.predictions().record(record);
    const auto question = [this] { return m_on->page().findChild<QMessageBox*>("deleteRunQuestion"); };

    QCOMPARE(m_on->press("removeRunButton"), QString());
    QTRY_VERIFY(question() != nullptr);
    QVERIFY2(question()->informativeText().contains("1 prediction(s)") &&
                 question()->informativeText().contains(Quantity::bytes(2'000'000)),
             qPrintable(question()->informativeText()));
    QTest::keyClick(question(), Qt::Key_Escape);
    QTRY_VERIFY(question() == nullptr);
    QVERIFY(project.predictions().hasAny(run));

    QSignalSpy changed(&m_on->session(), &ProjectSession::predictionsChanged);
    QCOMPARE(m_on->press("removeRunButton"), QString());
    QTRY_VERIFY(question() != nullptr);
    QTest::mouseClick(question()->findChild<QPushButton*>("deletePredictions"), Qt::LeftButton);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(!project.predictions().hasAny(run));
    QVERIFY(!std::filesystem::exists(project.folder() / record.folder));
    QCOMPARE(m_on->pointsOf("lossChart", "total"), 5U);

    QTRY_VERIFY(question() == nullptr);
    QCOMPARE(m_on->press("removeRunButton"), QString());
    QTRY_VERIFY(question() != nullptr);
    QVERIFY(!question()->findChild<QPushButton*>("deletePredictions")->isEnabled());
    QTest::mouseClick(question()->findChild<QPushButton*>("deleteRun"), Qt::LeftButton);
    QTRY_COMPARE(m_on->model().rowCount(), 0);
    QVERIFY(!std::filesystem::exists(project.folder() / "runs" / "0001"));
    QVERIFY(m_on->find<QLabel>("emptyHint")->isVisible());
    QCOMPARE(m_on->find<LineChart>("lossChart")->series().size(), 0U);
}

void TestRunControl::predictionsOfChosenCasesAreDeleted() {
    const Project& project = m_on->phantoms().project();
    const std::int64_t run =
        project.runs().add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}"}).id;
    const auto cases = project.cases().list();
    for (const std::size_t at : {0, 1, 2}) {
        const std::filesystem::path folder = "predictions/0001/" + cases[at].name;
        std::filesystem::create_directories(project.folder() / folder);
        std::ofstream(project.folder() / folder / "label.nrrd") << std::string(1'000'000 * (at + 1), 'x');
        project.predictions().record({.runId = run,
                                      .caseId = cases[at].id,
                                      .checkpointHash = "c",
                                      .maps = KeptMaps::Label,
                                      .settingsJson = "{}",
                                      .folder = folder,
                                      .files = {{kLabelMap, "label.nrrd"}}});
    }
    Q_EMIT m_on->session().runsChanged();
    QTRY_VERIFY(m_on->model().rowCount() == 1);
    m_on->find<QTableView>("runTable")->selectRow(0);
    const auto pick = [this] {
        QCOMPARE(m_on->press("removeRunButton"), QString());
        QTRY_VERIFY(m_on->page().findChild<QMessageBox*>("deleteRunQuestion") != nullptr);
        auto* const question = m_on->page().findChild<QMessageBox*>("deleteRunQuestion");
        QTest::mouseClick(question->findChild<QPushButton*>("deleteSomePredictions"), Qt::LeftButton);
        QTRY_VERIFY(m_on->page().findChild<QListWidget*>("pickedPredictions") != nullptr);
    };
    pick();
    auto* const list = m_on->page().findChild<QListWidget*>("pickedPredictions");
    auto* const remove = m_on->page().findChild<QPushButton*>("deletePicked");
    QCOMPARE(list->count(), 3);
    QVERIFY(!remove->isEnabled());
    for (const int row : {0, 2}) {
        list->item(row)->setCheckState(Qt::Checked);
    }
    const QString sum = m_on->page().findChild<QLabel*>("pickedSum")->text();
    QVERIFY2(sum.contains(Quantity::bytes(4'000'000)), qPrintable(sum));
    if (const QString pictures = qEnvironmentVariable("TANDEM_PICTURES"); !pictures.isEmpty()) {
        list->window()->grab().save(pictures + "/prediction-picker.png");
    }
    QSignalSpy changed(&m_on->session(), &ProjectSession::predictionsChanged);
    QTest::mouseClick(remove, Qt::LeftButton);
    QTRY_COMPARE(changed.size(), 1);
    const auto left = project.predictions().predictedCases(run);
    QCOMPARE(left.size(), std::size_t(1));
    QCOMPARE(left.front().id, cases[1].id);
    QVERIFY(!std::filesystem::exists(project.folder() / "predictions/0001" / cases[0].name));
    QVERIFY(std::filesystem::exists(project.folder() / "predictions/0001" / cases[1].name / "label.nrrd"));
}

void TestRunControl::curvesAreExported() {
    auto* const button = m_on->find<QPushButton>("curvesButton");
    QVERIFY(!button->isEnabled());
    const std::int64_t run = m_on->start(PhantomProject::smallSettings(6));
    QTRY_COMPARE_WITH_TIMEOUT(m_on->status(run), RunStatus::Finished, kTrainingTimeout);
    QTRY_VERIFY(button->isEnabled());
    const QTemporaryDir folder;
    const auto choose = [&](const char* action, const QString& file) {
        m_on->find<QAction>(action)->trigger();
        const auto dialogs = m_on->page().findChildren<QFileDialog*>();
        QCOMPARE(dialogs.size(), 1);
        Q_EMIT dialogs.front()->fileSelected(file);
        delete dialogs.front();
    };
    const auto told = [&] { return m_on->find<QLabel>("notice")->text().remove(QChar(0x200b)); };
    choose("curvesTable", folder.filePath("c.csv"));
    QTRY_COMPARE(told(), "Run 1: its curves are in " + folder.filePath("c.csv") + ".");
    QFile table(folder.filePath("c.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    QCOMPARE(table.readAll().count('\n'), 1 + 6);
    choose("curvesEvents", folder.path());
    QTRY_VERIFY(told().contains("events.out.tfevents"));
    const QStringList runs = QDir(folder.path()).entryList({"*-run1"}, QDir::Dirs);
    QCOMPARE(runs.size(), 1);
    QCOMPARE(QDir(folder.filePath(runs.front())).entryList(QDir::Files).size(), 1);
    // Again after more training: the newer points take the place of the older.
    choose("curvesEvents", folder.path());
    QTRY_COMPARE(m_on->jobs().at(m_on->jobs().rowCount() - 1)->state(), JobState::Finished);
    QCOMPARE(QDir(folder.filePath(runs.front())).entryList(QDir::Files).size(), 1);
}

QTEST_MAIN(TestRunControl)
#include "tst_run_control.moc"
