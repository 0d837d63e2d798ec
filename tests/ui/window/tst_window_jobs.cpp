// Jobs as the window shows them: progress, failures, the log, and what closing does to them.
#include "core/base/error.h"
#include "tests/ui/window/main_window_fixture.h"
#include "ui/window/event_log_model.h"
#include "ui/window/job_delegate.h"

#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <latch>
#include <memory>

using namespace tandem;

namespace {

void workUntilStopped(const Progress& progress, const std::stop_token& stop) {
    progress(0.5, "half way");
    while (!stop.stop_requested()) {
        QThread::msleep(1);
    }
    throwIfStopped(stop);
}

/// Answers the next message box by pressing the given button.
void answerWith(QMessageBox::StandardButton button, QString* asked = nullptr) {
    QTimer::singleShot(50, qApp, [button, asked] {
        auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box != nullptr);
        if (asked != nullptr) {
            *asked = box->text();
        }
        QTest::mouseClick(box->button(button), Qt::LeftButton);
    });
}

}  // namespace

class TestWindowJobs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_on = std::make_unique<MainWindowFixture>(); }
    void cleanup() { m_on.reset(); }
    void runningJobsAreShown();
    void queuedJobsAreMoved();
    void failedJobsAreTold();
    void theLogTellsWhatHappened();
    void jobsThatOnlyReadAreStoppedUnasked();
    void whatWouldBeLostIsTold();
    void whatProvesToBeLostMeanwhileIsTold();
    void closingWithWorkRunningAsks();
    void aPathThatIsNoProjectStopsNothing_data();
    void aPathThatIsNoProjectStopsNothing();
    void closingStaysResponsive();

private:
    std::unique_ptr<MainWindowFixture> m_on;
};

void TestWindowJobs::runningJobsAreShown() {
    auto* const text = m_on->find<QLabel>("jobText");
    QCOMPARE(text->text(), "Ready");
    m_on->window().jobs().startNow(std::make_unique<Job>("Preparing", workUntilStopped));
    QTRY_VERIFY2(text->text().contains("Preparing") && text->text().contains("half way"), qPrintable(text->text()));
    QVERIFY(m_on->find<QWidget>("jobProgress")->isVisible());
    QTest::mouseClick(m_on->find<QToolButton>("showJobs"), Qt::LeftButton);
    auto* const list = m_on->find<QListView>("jobs");
    QTRY_VERIFY(list->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QTest::mouseClick(m_on->find<QPushButton>("cancelJob"), Qt::LeftButton);
    QTRY_COMPARE(text->text(), "Ready");
    // The word that a run has for it, too.
    QCOMPARE(JobDelegate::stateText(list->model()->index(0, 0)), "stopped");
    m_on->window().jobs().startNow(std::make_unique<Job>("Work", [](const Progress&, const std::stop_token&) {}));
    QTRY_COMPARE(JobDelegate::stateText(list->model()->index(1, 0)), "finished");
    QTest::mouseClick(m_on->find<QPushButton>("clearJobs"), Qt::LeftButton);
    QCOMPARE(list->model()->rowCount(), 0);
}

void TestWindowJobs::queuedJobsAreMoved() {
    JobList& jobs = m_on->window().jobs();
    for (const QString title : {"first", "second", "third"}) {
        jobs.queue(std::make_unique<Job>(title, workUntilStopped));
    }
    QTest::mouseClick(m_on->find<QToolButton>("showJobs"), Qt::LeftButton);
    auto* const list = m_on->find<QListView>("jobs");
    auto* const up = m_on->find<QToolButton>("moveJobUp");
    QTRY_VERIFY(list->isVisible());
    QVERIFY(!up->isEnabled());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(jobs.index(2)).center());
    QVERIFY(up->isEnabled() && !m_on->find<QToolButton>("moveJobDown")->isEnabled());
    QTest::mouseClick(up, Qt::LeftButton);
    QCOMPARE(jobs.at(1)->title(), "third");
    QCOMPARE(list->currentIndex().row(), 1);
    QVERIFY(!up->isEnabled());  // the one above runs
    QVERIFY(m_on->find<QToolButton>("moveJobDown")->isEnabled());
    jobs.cancelAll();
    QTRY_COMPARE(jobs.activeCount(), 0);
}

void TestWindowJobs::failedJobsAreTold() {
    m_on->window().jobs().startNow(std::make_unique<Job>(
        "Import", [](const Progress&, const std::stop_token&) { throw Error(ErrorCode::Io, "The disk is full."); }));
    auto* const bar = m_on->find<QWidget>("failureBar");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->findChild<QLabel*>()->text(), "Import: The disk is full.");
}

void TestWindowJobs::theLogTellsWhatHappened() {
    QVERIFY(m_on->openNew("heart"));
    QTest::mouseClick(m_on->find<QToolButton>("showJobs"), Qt::LeftButton);
    m_on->window().jobs().queue(std::make_unique<Job>("Work", [](const Progress&, const std::stop_token&) {}));
    m_on->window().jobs().startNow(std::make_unique<Job>("Import", [](const Progress&, const std::stop_token&) {
        throw Error(ErrorCode::Io, "The disk is full.", "ENOSPC");
    }));
    const QAbstractItemModel* const log = m_on->find<QTableView>("eventLog")->model();
    QTRY_COMPARE(log->rowCount(), 2);
    QStringList sentences;
    for (int row = 0; row < 2; ++row) {
        sentences.append(log->index(row, EventLogModel::Sentence).data().toString());
    }
    QVERIFY2(sentences.contains("Work: finished") && sentences.contains("Import: The disk is full."),
             qPrintable(sentences.join('|')));
    m_on->window().closeProject();
    QCOMPARE(log->rowCount(), 0);
}

void TestWindowJobs::jobsThatOnlyReadAreStoppedUnasked() {
    auto job = std::make_unique<Job>("Reading", workUntilStopped);
    job->setMayStopUnasked();
    m_on->window().jobs().startNow(std::move(job));
    m_on->window().close();
    QTRY_VERIFY(!m_on->window().isVisible());
    QCOMPARE(m_on->window().jobs().activeCount(), 0);
}

void TestWindowJobs::whatWouldBeLostIsTold() {
    const QString loss = "What was corrected in one is lost.";
    auto job = std::make_unique<Job>("Writing", workUntilStopped);
    job->setMayStopUnasked();
    job->setLoss(loss);
    m_on->window().jobs().startNow(std::move(job));
    QString asked;
    answerWith(QMessageBox::Cancel, &asked);
    QVERIFY(!m_on->window().close());
    QTRY_VERIFY2(asked.endsWith("\n\n" + loss), qPrintable(asked));
    QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    QVERIFY(m_on->window().isVisible());
    QCOMPARE(m_on->window().jobs().activeCount(), 1);
}

/// A job that may stop, in the place of which another begins that must not.
void TestWindowJobs::whatProvesToBeLostMeanwhileIsTold() {
    const QString loss = "What was corrected in one is lost.";
    JobList& jobs = m_on->window().jobs();
    auto job = std::make_unique<Job>("Writing", workUntilStopped);
    job->setMayStopUnasked();
    connect(job.get(), &Job::ended, this, [&jobs, loss] {
        auto again = std::make_unique<Job>("Writing again", workUntilStopped);
        again->setLoss(loss);
        jobs.startNow(std::move(again));
    });
    jobs.startNow(std::move(job));
    QString asked;
    QTimer answer;
    int answers = 0;
    answer.callOnTimeout(this, [&] {
        if (auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            asked = box->text();
            box->button(answers++ == 0 ? QMessageBox::Cancel : QMessageBox::Yes)->click();
        }
    });
    answer.start(20);
    QVERIFY(!m_on->window().close());
    QTRY_VERIFY2(asked.endsWith("\n\n" + loss), qPrintable(asked));
    QVERIFY(m_on->window().isVisible());
    QCOMPARE(jobs.activeCount(), 1);
    m_on->window().close();
    QTRY_VERIFY(!m_on->window().isVisible());
    QCOMPARE(answers, 2);
}

void TestWindowJobs::closingWithWorkRunningAsks() {
    QVERIFY(m_on->openNew("heart"));
    m_on->window().jobs().startNow(std::make_unique<Job>("Training", workUntilStopped));
    QString asked;
    answerWith(QMessageBox::Cancel, &asked);
    QVERIFY(!m_on->window().close());
    QTRY_VERIFY2(asked.contains("resumed"), qPrintable(asked));
    QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
    QVERIFY(m_on->window().isVisible() && m_on->window().hasProject());
    QCOMPARE(m_on->window().jobs().activeCount(), 1);
    answerWith(QMessageBox::Yes);
    m_on->window().close();
    QTRY_VERIFY(!m_on->window().isVisible());
    QVERIFY(!m_on->window().hasProject());
    QCOMPARE(m_on->window().jobs().activeCount(), 0);
}

void TestWindowJobs::aPathThatIsNoProjectStopsNothing_data() {
    QTest::addColumn<bool>("mayStopUnasked");
    QTest::newRow("work") << false;
    QTest::newRow("reading") << true;
}

void TestWindowJobs::aPathThatIsNoProjectStopsNothing() {
    QFETCH(const bool, mayStopUnasked);
    QVERIFY(m_on->openNew("heart"));
    auto made = std::make_unique<Job>("Training", workUntilStopped);
    if (mayStopUnasked) {
        made->setMayStopUnasked();
    }
    const Job* const job = made.get();
    m_on->window().jobs().startNow(std::move(made));
    bool isAsked = false;
    QTimer agree;
    agree.callOnTimeout(this, [&isAsked] {
        if (auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            isAsked = true;
            box->button(QMessageBox::Yes)->click();
        }
    });
    agree.start(20);
    QVERIFY(!m_on->window().openProject(m_on->path("nothing.tandem").toStdString()));
    QVERIFY(!isAsked);
    QCOMPARE(job->state(), JobState::Running);
    QVERIFY(m_on->window().windowTitle().startsWith("heart"));
    QVERIFY2(m_on->find<QWidget>("failureBar")->isVisible(), "it is not told");
    // One that can be opened does stop it, after the person has agreed.
    m_on->openNew("liver");
    QTRY_VERIFY(m_on->window().windowTitle().startsWith("liver"));
    QCOMPARE(isAsked, !mayStopUnasked);
    QCOMPARE(job->state(), JobState::Cancelled);
}

/// A job that takes its time to stop: the window goes on, says what it waits for, and closes when it has ended.
void TestWindowJobs::closingStaysResponsive() {
    QVERIFY(m_on->openNew("heart"));
    const auto mayEnd = std::make_shared<std::latch>(1);
    auto job = std::make_unique<Job>("Reading slowly", [mayEnd](const Progress&, const std::stop_token& stop) {
        mayEnd->wait();
        throwIfStopped(stop);
    });
    job->setMayStopUnasked();
    m_on->window().jobs().startNow(std::move(job));
    QVERIFY(!m_on->window().close());  // at once: nothing is waited for here
    auto* const stopper = m_on->find<QWidget>("jobStopper");
    QVERIFY(stopper->isVisible());
    QCOMPARE(m_on->find<QLabel>("jobStopperText")->text(), "Waiting for the end of: Reading slowly");
    QVERIFY(!m_on->find<QWidget>("pages")->isEnabled());
    QVERIFY(m_on->window().hasProject());
    QVERIFY(!m_on->window().close());  // and asked once more
    mayEnd->count_down();
    QTRY_VERIFY(!m_on->window().isVisible());
    QVERIFY(!m_on->window().hasProject() && !stopper->isVisibleTo(&m_on->window()));
}

QTEST_MAIN(TestWindowJobs)
#include "tst_window_jobs.moc"
