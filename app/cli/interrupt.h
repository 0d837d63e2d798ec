// Ctrl-C (SIGINT) and SIGTERM as a stop token. A second signal ends the process at once.
//
// Make one, early in main, before any other thread, so that every thread inherits the blocked signals.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace tandem::cli {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const noexcept { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    sigset_t m_signals{};
    std::jthread m_waiter;
};

}  // namespace tandem::cli
