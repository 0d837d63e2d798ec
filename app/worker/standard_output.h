// Lines on standard output for a program that reads them, each there as soon as it is written.
//
// One per process. Thread-safe. Invariant: a reader that is gone ends the work in good order, as a stop would.
#pragma once

#include "app/worker/commands.h"
#include "core/base/error.h"
#include "core/plan/training_events.h"

#include <functional>
#include <mutex>
#include <stop_token>
#include <string>

namespace tandem::worker {

class StandardOutput {
public:
    /// From then on writing to a pipe without a reader is no signal that ends the program.
    /// stop: the person's; see token().
    explicit StandardOutput(std::stop_token stop);

    void writeLine(const std::string& line);
    /// Requested when the person asks to stop, or once nobody reads any more.
    [[nodiscard]] std::stop_token token() const noexcept { return m_stop.get_token(); }

private:
    std::mutex m_mutex;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onStop;
};

/// Calls work(output), which returns what it did, with a member stopped. An Error is told as a line too, and passes on.
/// Returns what the program exits with.
template <class Work>
int runTold(const std::stop_token& stop, const Work& work) {
    StandardOutput output(stop);
    try {
        return work(output).stopped ? kStopped : kSuccess;
    } catch (const Error& error) {
        output.writeLine(errorLine(error));
        throw;
    }
}

}  // namespace tandem::worker
