#include "core/base/error.h"
#include "ui/jobs/job.h"

#include <QSignalSpy>
#include <QtTest>
#include <atomic>
#include <latch>
#include <memory>

using namespace tandem;

namespace {

/// Works until it is asked to stop.
void untilStopped(const Progress& progress, const std::stop_token& stop) {
    progress(0.25, "waiting");
    while (!stop.stop_requested()) {
        QThread::msleep(1);
    }
    throwIfStopped(stop);
}

}  // namespace

class TestJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finishesOnceOnTheOwnersThread();
    void progressIsLatestWins();
    void failuresCarrySentenceAndDetail_data();
    void failuresCarrySentenceAndDetail();
    void cancelsWhileItRuns();
    void cancelsBeforeItStarts();
    void destructionStopsTheWorkWithoutWaiting();
    void endedJobsReleaseWhatTheirWorkHeld();
    void resultsAreHandedOver();
};

void TestJob::finishesOnceOnTheOwnersThread() {
    std::atomic<QThread*> worker = nullptr;
    Job job("work", [&](const Progress&, const std::stop_token&) { worker = QThread::currentThread(); });
    QThread* told = nullptr;
    connect(&job, &Job::finished, this, [&] { told = QThread::currentThread(); });
    const QSignalSpy ended(&job, &Job::ended);
    QCOMPARE(job.state(), JobState::Waiting);
    job.start();
    QCOMPARE(job.state(), JobState::Running);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(told, QThread::currentThread());
    QVERIFY(worker != QThread::currentThread());
    QCOMPARE(job.state(), JobState::Finished);
    QCOMPARE(job.fraction(), 1.0);
}

void TestJob::progressIsLatestWins() {
    Job job("count", [](const Progress& progress, const std::stop_token&) {
        for (int i = 0; i <= 1000; ++i) {
            progress(i / 1000.0, "step " + std::to_string(i));
        }
    });
    const QSignalSpy progressed(&job, &Job::progressed);
    const QSignalSpy ended(&job, &Job::ended);
    job.start();
    QThread::msleep(100);  // the event loop does not turn meanwhile
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(progressed.count(), 1);
    QCOMPARE(progressed.at(0).at(1).toString(), "step 1000");
}

void TestJob::failuresCarrySentenceAndDetail_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("detail");
    QTest::newRow("error") << 0 << "The file x is damaged." << "bad magic";
    QTest::newRow("memory") << 1 << "The memory of this computer does not suffice." << "";
    QTest::newRow("unexpected") << 2 << "\"work\" failed unexpectedly." << "oops";
}

void TestJob::failuresCarrySentenceAndDetail() {
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    QFETCH(QString, detail);
    Job job("work", [kind](const Progress&, const std::stop_token&) {
        switch (kind) {
            case 0:
                throw Error(ErrorCode::Corrupt, "The file x is damaged.", "bad magic");
            case 1:
                throw std::bad_alloc();
            default:
                throw std::runtime_error("oops");
        }
    });
    const QSignalSpy failed(&job, &Job::failed);
    const QSignalSpy finished(&job, &Job::finished);
    job.start();
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.at(0).at(0).toString(), sentence);
    QCOMPARE(job.detail(), detail);
    QCOMPARE(job.state(), JobState::Failed);
    QCOMPARE(finished.count(), 0);
}

void TestJob::cancelsWhileItRuns() {
    Job job("work", untilStopped);
    const QSignalSpy progressed(&job, &Job::progressed);
    const QSignalSpy cancelled(&job, &Job::cancelled);
    job.start();
    QTRY_COMPARE(progressed.count(), 1);
    job.cancel();
    QTRY_COMPARE(cancelled.count(), 1);
    QCOMPARE(job.state(), JobState::Cancelled);
    QCOMPARE(job.fraction(), 0.25);
}

void TestJob::cancelsBeforeItStarts() {
    bool hasRun = false;
    Job job("work", [&](const Progress&, const std::stop_token&) { hasRun = true; });
    const QSignalSpy cancelled(&job, &Job::cancelled);
    job.cancel();
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!hasRun && job.hasEnded());
}

void TestJob::destructionStopsTheWorkWithoutWaiting() {
    struct Shared {
        std::latch isDestroyed{1};
        std::atomic<bool> hasOutlived = false;
    };
    const auto shared = std::make_shared<Shared>();
    auto job = std::make_unique<Job>("work", [shared](const Progress& progress, const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            progress(0, "still here");
        }
        shared->isDestroyed.wait();  // for ever, if the destructor waited
        progress(1, "nobody hears this");
        shared->hasOutlived = true;
    });
    const QSignalSpy progressed(job.get(), &Job::progressed);
    job->start();
    QTRY_VERIFY(!progressed.isEmpty());
    job.reset();
    shared->isDestroyed.count_down();
    QTRY_VERIFY(shared->hasOutlived);
    QCoreApplication::processEvents();  // mail of a job that is gone must not arrive
}

void TestJob::endedJobsReleaseWhatTheirWorkHeld() {
    auto held = std::make_shared<int>(1);
    const std::weak_ptr watched(held);
    Job job("work", [kept = held](const Progress&, const std::stop_token&) {});
    Job waiting("work", [kept = held](const Progress&, const std::stop_token&) {});
    held.reset();
    long count = -1;
    connect(&job, &Job::ended, this, [&] { count = watched.use_count(); });
    job.start();
    QTRY_COMPARE(count, 1L);  // the other's
    waiting.cancel();
    QVERIFY(watched.expired());
}

void TestJob::resultsAreHandedOver() {
    ResultJob<QString> job("work", [](const Progress&, const std::stop_token&) { return QString("answer"); });
    const QSignalSpy finished(&job, &Job::finished);
    job.start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(job.take(), "answer");
}

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
