// The demo as a person walks through it, on a plan small enough to train in seconds; and a window that is closed while
// a run trains.
#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/reliability/run_trust.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/training/training_page.h"
#include "ui/window/demo_jobs.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

constexpr int kWorkMilliseconds = 120'000;

std::vector<Page> somePages() {
    const auto make = [](ProjectSession&, QWidget* parent) { return new QLabel("page", parent); };
    return {{.id = "datasets", .icon = "datasets", .title = "Datasets", .make = make},
            {.id = "training",
             .icon = "training",
             .title = "Training",
             .make = [](ProjectSession& session, QWidget* parent) { return new TrainingPage(session, parent); }},
            {.id = "inspect", .icon = "inspect", .title = "Inspect", .make = make}};
}

DemoPlan smallPlan(std::int64_t iterations) {
    return {
        .cases = 6, .split = {.labelled = 2, .unlabelled = 2, .validation = 1, .test = 1}, .iterations = iterations};
}

}  // namespace

class TestDemoWalk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() {
        m_window.reset();
        m_settings.reset();  // writes its file, before the folder goes
    }
    void leadsToAMapOfTrust();
    void anInterruptedMakingIsReplaced();
    void closingWhileItTrainsLeavesARunThatCanBeResumed();

private:
    void open(std::int64_t iterations) {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath("settings.ini"), QSettings::IniFormat);
        m_settings->setValue("demo/folder", m_folder->filePath("place"));
        m_window = std::make_unique<MainWindow>(somePages(), *m_settings, smallPlan(iterations));
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    template <class Widget>
    Widget* find(const char* name) {
        return m_window->findChild<Widget*>(name);
    }
    [[nodiscard]] Project& project() { return m_window->session()->project(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

void TestDemoWalk::leadsToAMapOfTrust() {
    open(2);
    auto* const strip = find<QWidget>("guideStrip");
    auto* const action = find<QPushButton>("guideAction");
    QVERIFY(!strip->isVisible());
    auto* const demo = find<QPushButton>("tryDemo");
    QTest::mouseClick(demo, Qt::LeftButton);
    QVERIFY(!demo->isEnabled() && !demo->toolTip().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(m_window->hasProject(), kWorkMilliseconds);
    QCOMPARE(project().cases().count(), 6);
    QVERIFY(strip->isVisible());
    QCOMPARE(action->text(), "Next: train");

    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(m_window->currentPage(), "training");
    QCOMPARE(action->text(), "Start training");
    auto* const sentence = find<QLabel>("guideSentence");
    QVERIFY2(sentence->text().contains("teaching weight says how strongly"), qPrintable(sentence->text()));
    QTest::mouseClick(action, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(action->text(), "Next: predict", kWorkMilliseconds);
    QVERIFY(!action->isEnabled() && !action->toolTip().isEmpty());

    QTRY_COMPARE_WITH_TIMEOUT(action->text(), "Next: inspect", kWorkMilliseconds);
    QVERIFY2(sentence->text().contains("Trust is the probability that"), qPrintable(sentence->text()));
    QTRY_COMPARE_WITH_TIMEOUT(action->text(), "Show the trust", kWorkMilliseconds);
    const RunRecord run = project().runs().list().front();
    QCOMPARE(run.status, RunStatus::Finished);
    const QSignalSpy shown(m_window->session(), &ProjectSession::showCase);
    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(shown.count(), 1);
    // Trust was learned from the validation case, and a test case is looked at.
    const std::int64_t shownCase = shown.at(0).at(1).toLongLong();
    const auto tests = project().splits().casesFor<SplitRole::Test>(run.splitId.value());
    QCOMPARE(shownCase, tests.front().caseId());
    const auto prediction = project().predictions().find(run.id, shownCase);
    QVERIFY(prediction.has_value() && prediction->maps == KeptMaps::All);
    QVERIFY(prediction->scores.contains("predicted-dice"));
    const RunTrust trust = recordedTrust(project(), run.id, prediction->checkpointHash);
    QVERIFY(trust.isMeasured() && !trust.isOutdated && trust.toPredict.empty());
    QCOMPARE(m_window->currentPage(), "inspect");
    QVERIFY(find<QLabel>("guideSentence")->text().contains("Press N"));

    QTest::mouseClick(action, Qt::LeftButton);
    QVERIFY(!strip->isVisible());
    // Closed for good, until somebody asks for the demo again; then nothing is made anew.
    const auto folder = m_window->session()->folder();
    QVERIFY(m_window->openProject(folder));
    QVERIFY(!strip->isVisible());
    m_window->closeProject();
    QTest::mouseClick(demo, Qt::LeftButton);
    QTRY_VERIFY(m_window->hasProject());
    QVERIFY(strip->isVisible());
    QCOMPARE(action->text(), "Show the trust");
    m_window.reset();
}

void TestDemoWalk::anInterruptedMakingIsReplaced() {
    const QTemporaryDir folder;
    const std::filesystem::path place = folder.path().toStdString();
    std::stop_source stop;
    const Progress stopAtImport = [&](double fraction, std::string_view) {
        if (fraction > 0.65) {
            stop.request_stop();
        }
    };
    try {
        makeDemo(place, smallPlan(2), stopAtImport, stop.get_token());
        QFAIL("It was not stopped.");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    QVERIFY(!std::filesystem::exists(demoProject(place)));
    makeDemo(place, smallPlan(2), [](double, std::string_view) {}, {});
    const Project project = Project::open(demoProject(place));
    QCOMPARE(project.cases().count(), 6);
    QCOMPARE(project.runs().list().size(), 1U);
    QVERIFY(project.cases().withMissingFiles().empty());
}

void TestDemoWalk::closingWhileItTrainsLeavesARunThatCanBeResumed() {
    open(500);
    QTest::mouseClick(find<QPushButton>("tryDemo"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->hasProject(), kWorkMilliseconds);
    auto* const action = find<QPushButton>("guideAction");
    QTest::mouseClick(action, Qt::LeftButton);
    QTest::mouseClick(action, Qt::LeftButton);
    const auto folder = m_window->session()->folder();
    const auto runId = project().runs().list().front().id;
    const auto hasIterated = [&] {
        const Job* const job = m_window->jobs().current();
        return job != nullptr && job->fraction() > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasIterated(), kWorkMilliseconds);

    QTimer::singleShot(50, qApp, [] {
        auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box != nullptr);
        QVERIFY(box->text().contains("resumed"));
        QTest::mouseClick(box->button(QMessageBox::Yes), Qt::LeftButton);
    });
    m_window->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), kWorkMilliseconds);
    m_window.reset();
    const Project reopened = Project::open(folder);
    QCOMPARE(reopened.runs().get(runId).status, RunStatus::Interrupted);
    const auto kept = reopened.checkpoints().find(runId, CheckpointKind::Last);
    QVERIFY(kept.has_value());
    QVERIFY(kept->iteration > 0 && kept->iteration < 500);
    QVERIFY(std::filesystem::exists(folder / kept->file));
}

QTEST_MAIN(TestDemoWalk)
#include "tst_demo_walk.moc"
