#include "app/reader/fence.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <atomic>
#include <cerrno>
#include <fstream>
#include <functional>

using namespace tandem;
using reader::Fence;

namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 40;

/// How a process ends that does the work behind a fence: its exit code, or minus the signal.
int endOf(const std::vector<std::filesystem::path>& files, const std::function<int(Fence&)>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        Fence fence(kPlenty);
        fence.enclose(files);
        ::_exit(work(fence));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int failureOf(int result) {
    return result < 0 ? errno : 0;
}

bool has(const char* what) {
    return Fence::description().find(what) != std::string::npos;
}

}  // namespace

class TestFence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheFilesAreOpened();
    void nothingIsWritten();
    void nobodyIsSpokenTo();
    void memoryEnds();
    void timeEnds();

private:
    [[nodiscard]] std::filesystem::path made(const char* name) const {
        const std::filesystem::path file = m_folder.filePath(name).toStdString();
        std::ofstream(file) << "text";
        return file;
    }

    QTemporaryDir m_folder;
};

void TestFence::onlyTheFilesAreOpened() {
    const auto asked = made("asked");
    const auto other = made("other");
    QCOMPARE(endOf({asked}, [&](Fence&) { return failureOf(::open(asked.c_str(), O_RDONLY)); }), 0);
    if (!has("landlock")) {
        QSKIP("This kernel has no landlock.");
    }
    QCOMPARE(endOf({asked}, [&](Fence&) { return failureOf(::open(other.c_str(), O_RDONLY)); }), EACCES);
    QCOMPARE(endOf({asked}, [&](Fence&) { return failureOf(::open("/etc/passwd", O_RDONLY)); }), EACCES);
}

void TestFence::nothingIsWritten() {
    const auto asked = made("asked");
    const auto fresh = m_folder.filePath("fresh").toStdString();
    if (!has("landlock") && !has("seccomp")) {
        QSKIP("This kernel has neither landlock nor seccomp.");
    }
    QVERIFY(endOf({asked}, [&](Fence&) { return failureOf(::open(asked.c_str(), O_RDWR)); }) != 0);
    QVERIFY(endOf({asked}, [&](Fence&) { return failureOf(::open(fresh.c_str(), O_WRONLY | O_CREAT, 0600)); }) != 0);
    QVERIFY(endOf({asked}, [&](Fence&) { return failureOf(::unlink(asked.c_str())); }) != 0);
    QVERIFY(!std::filesystem::exists(fresh));
    QVERIFY(std::filesystem::exists(asked));
}

void TestFence::nobodyIsSpokenTo() {
    if (!has("seccomp")) {
        QSKIP("This kernel has no seccomp.");
    }
    QCOMPARE(endOf({}, [](Fence&) { return failureOf(::socket(AF_INET, SOCK_STREAM, 0)); }), EPERM);
    QCOMPARE(endOf({}, [](Fence&) { return failureOf(::execl("/bin/true", "true", nullptr)); }), EPERM);
    QCOMPARE(endOf({}, [](Fence&) { return failureOf(::kill(::getppid(), 0)); }), EPERM);
    QCOMPARE(endOf({}, [](Fence&) { return failureOf(static_cast<int>(::fork())); }), EPERM);
}

void TestFence::memoryEnds() {
    constexpr std::size_t kMebibyte = std::size_t{1} << 20;
    const auto mapped = [](std::size_t bytes) {
        return ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 1 : 0;
    };
    const auto with = [&](std::size_t allowed, std::size_t asked) {
        return endOf({}, [&](Fence& fence) {
            fence.allowMemory(allowed);
            return mapped(asked);
        });
    };
    QCOMPARE(with(64 * kMebibyte, 32 * kMebibyte), 0);
    QCOMPARE(with(64 * kMebibyte, 128 * kMebibyte), 1);
}

void TestFence::timeEnds() {
    QCOMPARE(endOf({},
                   [](Fence& fence) {
                       fence.allowSeconds(0);
                       for (std::atomic<int> forever = 0;; ++forever) {
                       }
                       return 0;
                   }),
             -SIGXCPU);
}

QTEST_GUILESS_MAIN(TestFence)

#include "tst_fence.moc"
