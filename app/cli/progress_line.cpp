#include "app/cli/progress_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace tandem::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t terminalColumns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

std::string clockText(double seconds) {
    const auto whole = static_cast<long>(std::lround(seconds));
    char text[32];
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    return text;
}

}  // namespace

ProgressLine::ProgressLine(std::string title)
    : m_title(std::move(title)), m_isTerminal(::isatty(STDERR_FILENO) == 1), m_start(Clock::now()) {}

ProgressLine::~ProgressLine() {
    clearLine();
}

void ProgressLine::clearLine() const {
    if (m_isDrawn) {
        std::fputs("\r\033[K", stderr);
        std::fflush(stderr);
    }
}

void ProgressLine::show(double fraction, std::string_view what) {
    const double done = std::clamp(fraction, 0.0, 1.0);
    const auto now = Clock::now();
    const int percent = static_cast<int>(done * 100);
    if (!m_isTerminal) {
        if (percent / 10 != m_lastTenth) {
            m_lastTenth = percent / 10;
            std::fprintf(stderr, "%s: %d %% %.*s\n", m_title.c_str(), percent, static_cast<int>(what.size()),
                         what.data());
        }
        return;
    }
    if (m_isDrawn && now - m_lastDrawn < std::chrono::milliseconds(100) && done < 1) {
        return;
    }
    constexpr std::size_t kBarWidth = 24;
    const auto filled = static_cast<std::size_t>(std::lround(done * kBarWidth));
    std::string bar;
    for (std::size_t i = 0; i < kBarWidth; ++i) {
        bar += i < filled ? "█" : "░";
    }
    const double elapsed = std::chrono::duration<double>(now - m_start).count();
    const std::string left = done > 0.02 ? clockText(elapsed * (1 - done) / done) + " left" : "";
    std::string tail = " " + std::to_string(percent) + " % " + left + "  " + std::string(what);
    const std::size_t room = terminalColumns() - std::min(terminalColumns(), m_title.size() + kBarWidth + 3);
    tail.resize(std::min(tail.size(), room));
    std::fprintf(stderr, "\r\033[K%s %s%s", m_title.c_str(), bar.c_str(), tail.c_str());
    std::fflush(stderr);
    m_isDrawn = true;
    m_lastDrawn = now;
}

void ProgressLine::note(std::string_view sentence) {
    if (m_isTerminal) {
        std::fputs("\r\033[K", stderr);  // the bar that stands there may be another line's
    }
    m_isDrawn = false;
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

Progress ProgressLine::asProgress() {
    return [this](double fraction, std::string_view what) { show(fraction, what); };
}

}  // namespace tandem::cli
