// Progress of long work on standard error: a bar that redraws itself on a terminal, plain lines elsewhere.
//
// For one thread. Invariant: at most ten redraws a second on a terminal, and a line per tenth of the work elsewhere.
#pragma once

#include "core/base/progress.h"

#include <chrono>
#include <string>
#include <string_view>

namespace tandem::cli {

class ProgressLine {
public:
    /// title: what is being done, in a few words.
    explicit ProgressLine(std::string title);
    /// Leaves the terminal on a fresh line.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(double fraction, std::string_view what);
    /// A line of its own above the bar, such as a notice.
    void note(std::string_view sentence);
    /// Valid as long as this object.
    [[nodiscard]] Progress asProgress();

private:
    void clearLine() const;

    std::string m_title;
    bool m_isTerminal = false;
    bool m_isDrawn = false;
    int m_lastTenth = -1;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_lastDrawn;
};

}  // namespace tandem::cli
