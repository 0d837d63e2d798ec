#include "app/interrupt.h"

#include <unistd.h>

#include <ctime>
#include <string_view>

namespace tandem {

Interrupt::Interrupt() {
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    struct sigaction onHangUp{};
    if (sigaction(SIGHUP, nullptr, &onHangUp) == 0 && onHangUp.sa_handler != SIG_IGN) {
        sigaddset(&m_signals, SIGHUP);
    }
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    m_waiter = std::jthread([this](const std::stop_token& ending) {
        constexpr timespec kPause{.tv_sec = 0, .tv_nsec = 50'000'000};
        while (!ending.stop_requested()) {
            const int signal = sigtimedwait(&m_signals, nullptr, &kPause);
            if (signal <= 0) {
                continue;
            }
            constexpr int kSignalled = 128;
            m_exitCode = kSignalled + signal;
            if (m_stop.stop_requested() && signal == SIGINT) {
                _exit(m_exitCode);
            }
            constexpr std::string_view kNotice = "\nStopping; press Ctrl-C again to end at once.\n";
            [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kNotice.data(), kNotice.size());
            m_stop.request_stop();
        }
    });
}

Interrupt::~Interrupt() {
    m_waiter.request_stop();
    m_waiter.join();
    if (m_stop.stop_requested()) {
        // The program is ending as it was asked to, and whoever asks twice is to get the same exit code.
        std::signal(SIGTERM, SIG_IGN);
        std::signal(SIGHUP, SIG_IGN);
    }
    pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
}

}  // namespace tandem
