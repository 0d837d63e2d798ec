// Measures one start of the window in a process of its own, and the opening of a project in it.
//
// Used on the GUI thread, once per process. Invariant: a time is taken when the thing is painted, not when it is asked.
#pragma once

#include <chrono>
#include <filesystem>

namespace tandem {

struct WindowTimes {
    double startSeconds = 0;    ///< from the process' start to the painted first page
    double openSeconds = 0;     ///< from opening the project to its painted first page
    double tableSeconds = 0;    ///< from opening the project to the painted table with all cases
    double blockSeconds = 0;    ///< the longest time of these in which no event was handled
    double frameSeconds = 0;    ///< of scrolling through the table, the mean of a page's step
    double slowestSeconds = 0;  ///< of scrolling through the table, the slowest step
    double themeSeconds = 0;    ///< from a change of the theme to the painted window, the slower of both ways
};

/// Runs the window; only startSeconds is measured when project is empty. cases: how many the table must show.
[[nodiscard]] WindowTimes timeWindow(int argc, char** argv, std::chrono::steady_clock::time_point processStart,
                                     const std::filesystem::path& project, int cases);

}  // namespace tandem
