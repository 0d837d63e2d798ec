// Answers requests by the name of the first file: "crash", "exit", "hang", "junk" and "unsealed" are what it does,
// anything else is answered as a header is.
#include "core/base/error.h"
#include "storage/image/message_channel.h"
#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

using namespace tandem;

namespace {

void answer(const std::filesystem::path& file, MessageChannel& answers) {
    const std::string name = file.filename().string();
    if (name == "crash") {
        ::raise(SIGSEGV);
    } else if (name == "exit") {
        ::_exit(3);
    } else if (name == "hang") {
        ::pause();
    } else if (name == "junk") {
        answers.send("\x01junk");
        ::_exit(0);
    }
    const Descriptor open(name == "unsealed" ? ::memfd_create("open", 0) : -1);
    const std::vector<DicomSlice> slices{{.file = file, .problem = "read"}};
    answers.send(wired(ReaderAnswer{.value = wired(slices)}),
                 open.isOpen() ? std::vector{open.number()} : std::vector<int>{});
}

}  // namespace

int main() {
    MessageChannel control{Descriptor(STDIN_FILENO)};
    while (auto message = control.receive()) {
        const pid_t copy = ::fork();
        if (copy == 0) {
            MessageChannel answers(std::move(message->descriptors.front()));
            for (const auto& file : unwired<ReaderRequest>(message->bytes).files) {
                answer(file, answers);
            }
            ::_exit(0);
        }
        message->descriptors.clear();
        int status = 0;
        ::waitpid(copy, &status, 0);
        control.send(wired(ReaderEnd{.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                                     .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0}));
    }
}
