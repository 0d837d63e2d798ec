// tandem-reader: reads DICOM and HDF5 files for the programs of Tandem, which start it and talk to it over its standard
// input (storage/image/reader_messages.h).
//
// It loads the libraries once and does each request in a copy of itself, fenced in and thrown away after the answer:
// what one file does to the libraries is gone before the next.
#include "app/reader/answering.h"
#include "core/base/error.h"
#include "core/base/large_memory.h"
#include "core/base/program_version.h"
#include "storage/foreign/libraries.h"
#include "storage/image/message_channel.h"
#include "storage/image/wire.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <exception>
#include <span>
#include <string_view>
#include <utility>

namespace tandem::reader {
namespace {

bool isSocket(int descriptor) {
    struct stat status{};
    return ::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
}

/// In the copy: the request's answer and nothing else.
[[noreturn]] void answerAndEnd(Message& message, pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) {
        ::_exit(1);
    }
    try {
        MessageChannel answers(std::move(message.descriptors.front()));
        const auto request = unwired<ReaderRequest>(message.bytes);
        const auto data = largeMemory(request.dataBytes);
        const std::span bytes(data.get(), request.dataBytes);
        if (answers.receiveBytes(bytes, std::chrono::steady_clock::time_point::max(), {})) {
            ::_exit(1);
        }
        answer(request, bytes, answers);
    } catch (const std::exception&) {  // nobody listens any more
        ::_exit(1);
    }
    ::_exit(0);
}

ReaderEnd waited(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return {.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
            .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0};
}

/// Keeps what one plane's decoding gives back for the next one: to get pages anew costs as much as to decode them.
void keepFreedMemory() {
    constexpr int kMost = 32 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kMost);
    ::mallopt(M_TRIM_THRESHOLD, kMost);
}

void serve() {
    keepFreedMemory();
    const Descriptor nowhere(::open("/dev/null", O_RDWR | O_CLOEXEC));
    ::dup2(nowhere.number(), STDOUT_FILENO);  // where libraries may print
    MessageChannel control{Descriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))};
    ::dup2(nowhere.number(), STDIN_FILENO);
    makeLibrariesReady();
    const pid_t self = ::getpid();
    while (auto message = control.receive()) {
        if (message->descriptors.empty()) {
            return;
        }
        const pid_t copy = ::fork();
        if (copy == 0) {
            control = MessageChannel(Descriptor());  // what comes next is not for who reads a stranger's file
            answerAndEnd(*message, self);
        }
        message->descriptors.clear();
        control.send(wired(waited(copy)));
    }
}

}  // namespace
}  // namespace tandem::reader

int main(int count, char** arguments) {
    if (count > 1 && std::string_view(arguments[1]) == "--version") {
        std::printf("tandem-reader %s\n", std::string(tandem::programVersion()).c_str());
        return 0;
    }
    if (count > 1 || !tandem::reader::isSocket(STDIN_FILENO)) {
        std::fprintf(stderr, "tandem-reader: the programs of Tandem start it to read files; it has no use by hand.\n");
        return 2;
    }
    try {
        tandem::reader::serve();
        return 0;
    } catch (const std::exception&) {  // whoever asked has gone
        return 1;
    }
}
