#include "core/base/error.h"
#include "ui/jobs/job_list.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>
#include <latch>
#include <memory>

using namespace tandem;

namespace {

/// Of the jobs, too, as one that is stopped may look at it once more when the test is over.
using Latch = std::shared_ptr<std::latch>;

Latch latchOf(std::ptrdiff_t count) {
    return std::make_shared<std::latch>(count);
}

std::unique_ptr<Job> waitingFor(const Latch& latch, const QString& title) {
    return std::make_unique<Job>(title, [latch](const Progress&, const std::stop_token& stop) {
        while (!latch->try_wait()) {
            throwIfStopped(stop);
            QThread::msleep(1);
        }
    });
}

QVariant cell(const JobList& list, int row, int role) {
    return list.data(list.index(row), role);
}

JobState stateOf(const JobList& list, int row) {
    return static_cast<JobState>(cell(list, row, JobList::StateRole).toInt());
}

}  // namespace

class TestJobList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void queuedJobsRunOneAfterTheOther();
    void lightJobsRunBeside();
    void cancellingAllStartsNothing();
    void failuresAreTold();
    void endedJobsAreForgotten();
    void waitingJobsChangePlaces();
};

void TestJobList::queuedJobsRunOneAfterTheOther() {
    const Latch first = latchOf(1);
    const Latch second = latchOf(1);
    JobList list;
    const QAbstractItemModelTester tester(&list);
    list.queue(waitingFor(first, "first"));
    list.queue(waitingFor(second, "second"));
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(cell(list, 1, Qt::DisplayRole).toString(), "second");
    QCOMPARE(stateOf(list, 0), JobState::Running);
    QCOMPARE(stateOf(list, 1), JobState::Waiting);
    QCOMPARE(list.activeCount(), 2);
    QCOMPARE(list.current(), list.at(0));
    first->count_down();
    QTRY_COMPARE(stateOf(list, 1), JobState::Running);
    QCOMPARE(stateOf(list, 0), JobState::Finished);
    second->count_down();
    QTRY_COMPARE(list.activeCount(), 0);
    QCOMPARE(list.current(), nullptr);
}

void TestJobList::lightJobsRunBeside() {
    const Latch never = latchOf(1);
    const Latch now = latchOf(1);
    JobList list;
    list.queue(waitingFor(never, "heavy"));
    list.startNow(waitingFor(now, "light"));
    QCOMPARE(stateOf(list, 1), JobState::Running);
    now->count_down();
    QTRY_COMPARE(stateOf(list, 1), JobState::Finished);
    QCOMPARE(stateOf(list, 0), JobState::Running);
}

void TestJobList::cancellingAllStartsNothing() {
    const Latch never = latchOf(1);
    JobList list;
    list.queue(waitingFor(never, "first"));
    list.queue(waitingFor(never, "second"));
    const QSignalSpy secondStarted(list.at(1), &Job::started);
    list.cancelAll();
    QTRY_COMPARE(list.activeCount(), 0);
    QCOMPARE(stateOf(list, 0), JobState::Cancelled);
    QCOMPARE(stateOf(list, 1), JobState::Cancelled);
    QCOMPARE(secondStarted.count(), 0);
}

void TestJobList::failuresAreTold() {
    JobList list;
    const QSignalSpy failed(&list, &JobList::jobFailed);
    list.startNow(std::make_unique<Job>("import", [](const Progress&, const std::stop_token&) {
        throw Error(ErrorCode::Io, "The disk is full.", "ENOSPC");
    }));
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(failed.at(0), (QList<QVariant>{"import", "The disk is full.", "ENOSPC"}));
    QCOMPARE(cell(list, 0, JobList::MessageRole).toString(), "The disk is full.");
}

void TestJobList::endedJobsAreForgotten() {
    const Latch now = latchOf(0);
    const Latch never = latchOf(1);
    JobList list;
    const QAbstractItemModelTester tester(&list);
    list.startNow(waitingFor(now, "short"));
    list.startNow(waitingFor(never, "long"));
    QTRY_COMPARE(list.activeCount(), 1);
    list.clearEnded();
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(cell(list, 0, Qt::DisplayRole).toString(), "long");
}

void TestJobList::waitingJobsChangePlaces() {
    const Latch first = latchOf(1);
    const Latch now = latchOf(0);
    const Latch never = latchOf(1);
    JobList list;
    const QAbstractItemModelTester tester(&list);
    QStringList order;
    const auto queue = [&](const Latch& latch, const QString& title) {
        auto job = waitingFor(latch, title);
        connect(job.get(), &Job::started, this, [&order, title] { order.append(title); });
        list.queue(std::move(job));
    };
    queue(first, "one");
    queue(now, "two");
    list.startNow(waitingFor(never, "light"));
    queue(now, "three");
    queue(now, "four");
    const QPersistentModelIndex two(list.index(1));
    QVERIFY(!list.canMove(0, 1));  // runs
    QVERIFY(!list.canMove(2, -1));
    QVERIFY(!list.canMove(1, -1) && list.canMove(1, 1));
    QVERIFY(!list.canMove(4, 1) && !list.canMove(-1, 1) && !list.canMove(5, -1));
    list.move(1, 1);  // behind three, past the light one
    QCOMPARE(two.row(), 3);
    list.move(4, -1);
    QCOMPARE(cell(list, 4, Qt::DisplayRole).toString(), "two");
    list.move(4, 1);
    first->count_down();
    QTRY_COMPARE(list.activeCount(), 1);
    QCOMPARE(order, (QStringList{"one", "three", "four", "two"}));
}

QTEST_GUILESS_MAIN(TestJobList)
#include "tst_job_list.moc"
