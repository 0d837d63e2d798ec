#include "storage/db/run_lock.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

using namespace tandem;

namespace {

/// A process that trains: marks the run as running, says so through the pipe, and waits to be killed.
class TrainingProcess {
public:
    TrainingProcess(const std::filesystem::path& projectFolder, std::int64_t run) {
        int ends[2];
        if (::pipe(ends) != 0) {
            return;
        }
        m_child = ::fork();
        if (m_child == 0) {
            const Project project = Project::open(projectFolder);
            const RunLock lock(project.runFolder(project.runs().get(run)));
            project.runs().markRunning(run, lock);
            static_cast<void>(::write(ends[1], "x", 1));
            for (;;) {
                ::pause();
            }
        }
        char started = 0;
        m_running = ::read(ends[0], &started, 1) == 1;
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~TrainingProcess() { kill(); }
    TrainingProcess(const TrainingProcess&) = delete;
    TrainingProcess& operator=(const TrainingProcess&) = delete;

    [[nodiscard]] bool isRunning() const { return m_running; }
    void kill() {
        if (m_child > 0) {
            ::kill(m_child, SIGKILL);
            ::waitpid(m_child, nullptr, 0);
            m_child = -1;
        }
    }

private:
    pid_t m_child = -1;
    bool m_running = false;
};

}  // namespace

class TestInterruptedRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_sample = std::make_unique<SampleProject>();
        m_run = m_sample->addRunOnFourRoles();
    }
    void aDeadProcessLeavesAnInterruptedRun();
    void twoProcessesCannotTrainOneRun();
    void aRunOfThisProcessIsNotInterrupted();
    void anInterruptedRunCanGoOn();
    void aFinishedRunStaysFinished();
    void whatTheClosingWindowStopsWaitsAgain_data();
    void whatTheClosingWindowStopsWaitsAgain();

private:
    [[nodiscard]] RunRecord stored() { return m_sample->project().runs().get(m_run.id); }

    std::unique_ptr<SampleProject> m_sample;
    RunRecord m_run;
};

void TestInterruptedRun::aDeadProcessLeavesAnInterruptedRun() {
    TrainingProcess training(m_sample->folder(), m_run.id);
    QVERIFY(training.isRunning());
    QVERIFY(RunLock::isHeld(m_sample->project().runFolder(m_run)));
    QVERIFY(Project::open(m_sample->folder()).interruptedRuns().empty());
    QCOMPARE(stored().status, RunStatus::Running);

    training.kill();
    const auto readOnly = Project::open(m_sample->folder(), ProjectAccess::ReadOnly);
    QVERIFY(readOnly.interruptedRuns().empty());
    QCOMPARE(stored().status, RunStatus::Running);
    const Project opened = Project::open(m_sample->folder());
    QCOMPARE(stored().status, RunStatus::Interrupted);
    const auto interrupted = opened.interruptedRuns();
    QCOMPARE(interrupted.size(), std::size_t{1});
    QCOMPARE(interrupted.front().id, m_run.id);
    QVERIFY(!interrupted.front().startedAt.empty());
    QVERIFY(!interrupted.front().message.empty());
    QCOMPARE(readOnly.interruptedRuns().size(), std::size_t{1});
}

void TestInterruptedRun::twoProcessesCannotTrainOneRun() {
    const TrainingProcess training(m_sample->folder(), m_run.id);
    QVERIFY(training.isRunning());
    const auto error = errorOf([&] { return RunLock(m_sample->project().runFolder(m_run)); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Conflict);
    QVERIFY2(mentions(error, "already running"), error->what());
}

void TestInterruptedRun::aRunOfThisProcessIsNotInterrupted() {
    RunLock lock(m_sample->project().runFolder(m_run));
    m_sample->project().runs().markRunning(m_run.id, lock);
    RunLock moved = std::move(lock);
    QVERIFY(Project::open(m_sample->folder()).interruptedRuns().empty());
    QCOMPARE(stored().status, RunStatus::Running);
    {
        const RunLock gone = std::move(moved);
    }
    QCOMPARE(m_sample->project().interruptedRuns().size(), std::size_t{1});
}

void TestInterruptedRun::anInterruptedRunCanGoOn() {
    {
        const RunLock lock(m_sample->project().runFolder(m_run));
        m_sample->project().runs().markRunning(m_run.id, lock);
    }
    QCOMPARE(m_sample->project().interruptedRuns().size(), std::size_t{1});
    const std::string firstStart = stored().startedAt;
    const RunLock lock(m_sample->project().runFolder(m_run));
    m_sample->project().runs().markRunning(m_run.id, lock);
    QVERIFY(m_sample->project().interruptedRuns().empty());
    QCOMPARE(stored().startedAt, firstStart);
    QVERIFY(stored().message.empty());
}

void TestInterruptedRun::aFinishedRunStaysFinished() {
    {
        const RunLock lock(m_sample->project().runFolder(m_run));
        m_sample->project().runs().markRunning(m_run.id, lock);
        m_sample->project().runs().markEnded(m_run.id, RunStatus::Stopped, "Stopped as requested.");
    }
    QVERIFY(Project::open(m_sample->folder()).interruptedRuns().empty());
    QCOMPARE(stored().status, RunStatus::Stopped);
    QVERIFY(!RunLock::isHeld(m_sample->project().runFolder(m_run)));
    QVERIFY(!RunLock::isHeld(m_sample->folder() / "runs" / "none"));
}

void TestInterruptedRun::whatTheClosingWindowStopsWaitsAgain_data() {
    QTest::addColumn<RunStatus>("ended");
    QTest::addColumn<RunStatus>("marked");
    QTest::newRow("stopped") << RunStatus::Stopped << RunStatus::Interrupted;
    QTest::newRow("never begun") << RunStatus::Queued << RunStatus::Interrupted;
    QTest::newRow("had just finished") << RunStatus::Finished << RunStatus::Finished;
    QTest::newRow("failed") << RunStatus::Failed << RunStatus::Failed;
}

void TestInterruptedRun::whatTheClosingWindowStopsWaitsAgain() {
    QFETCH(const RunStatus, ended);
    QFETCH(const RunStatus, marked);
    if (ended != RunStatus::Queued) {
        m_sample->project().runs().markEnded(m_run.id, ended, "as it was");
    }
    m_sample->project().runs().markCutOff(m_run.id);
    QCOMPARE(stored().status, marked);
    QCOMPARE(stored().message == "as it was", marked == ended && ended != RunStatus::Queued);
    QCOMPARE(Project::open(m_sample->folder()).interruptedRuns().size(),
             std::size_t{marked == RunStatus::Interrupted ? 1U : 0U});
}

QTEST_GUILESS_MAIN(TestInterruptedRun)
#include "tst_interrupted_run.moc"
