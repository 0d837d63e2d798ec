// Ctrl-C (SIGINT), SIGTERM and the closing of the terminal (SIGHUP, unless nohup has it ignored) as a stop token. A
// second Ctrl-C ends the process at once, with the exit code that the shell expects; of the others several can come for
// one reason, and what they ask for is to save and end.
//
// Make one, early in main, before any other thread, so that every thread inherits the blocked signals.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace tandem {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return m_stop.get_token(); }
    /// What a program exits with that was ended by the signal: 130 for Ctrl-C, 143 for SIGTERM, 129 for SIGHUP; 0 while
    /// none came.
    [[nodiscard]] int exitCode() const noexcept { return m_exitCode.load(); }

private:
    std::stop_source m_stop;
    std::atomic<int> m_exitCode{0};
    sigset_t m_signals{};
    std::jthread m_waiter;
};

}  // namespace tandem
