#include "core/base/file_lock.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <optional>
#include <thread>

using namespace tandem;

class TestFileLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onePlaceHasOneHolder();
    void whoWaitsGetsIt();
    void waitingCanBeStopped();
    void followsNoLink();

private:
    [[nodiscard]] std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

void TestFileLock::onePlaceHasOneHolder() {
    auto first = FileLock::tryToTake(path("new/lock"), 7);
    QVERIFY(first);
    QVERIFY(!FileLock::tryToTake(path("new/lock"), 7));
    QVERIFY(FileLock::tryToTake(path("new/lock"), 8));
    first.reset();
    QVERIFY(FileLock::tryToTake(path("new/lock"), 7));
}

void TestFileLock::whoWaitsGetsIt() {
    std::optional<FileLock> first = FileLock::tryToTake(path("lock"), 0);
    std::atomic<int> waits = 0;
    std::atomic<bool> hasIt = false;
    std::jthread other([&] {
        const FileLock lock = FileLock::take(path("lock"), 0, [&] { ++waits; }, {});
        hasIt = true;
    });
    QTRY_VERIFY(waits >= 2);
    QVERIFY(!hasIt);
    first.reset();
    QTRY_VERIFY(hasIt);
}

void TestFileLock::waitingCanBeStopped() {
    const auto first = FileLock::tryToTake(path("lock"), 0);
    std::stop_source stop;
    const auto error =
        errorOf([&] { return FileLock::take(path("lock"), 0, [&] { stop.request_stop(); }, stop.get_token()); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

void TestFileLock::followsNoLink() {
    std::filesystem::create_symlink(path("far"), path("link"));
    QVERIFY(errorOf([&] { return FileLock::tryToTake(path("link"), 0); }));
    QVERIFY(!std::filesystem::exists(path("far")));
}

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_file_lock.moc"
