#include "app/worker/standard_output.h"

#include <csignal>
#include <cstdio>
#include <utility>

namespace tandem::worker {

StandardOutput::StandardOutput(std::stop_token stop)
    : m_onStop(std::move(stop), [source = m_stop]() mutable { source.request_stop(); }) {
    std::signal(SIGPIPE, SIG_IGN);
}

void StandardOutput::writeLine(const std::string& line) {
    const std::lock_guard lock(m_mutex);
    const bool isWritten = std::fputs((line + '\n').c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    if (!isWritten && m_stop.request_stop()) {
        std::fprintf(stderr, "Nobody reads the standard output any more, so the work stops.\n");
    }
}

}  // namespace tandem::worker
