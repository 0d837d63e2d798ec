#include "tests/bench/window_stopwatch.h"

#include "app/gui/pages.h"
#include "ui/jobs/job_list.h"
#include "ui/theme/language.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <functional>

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Handles events until done() is true after a painted frame; the longest pause between two events.
double waitUntil(QWidget& shown, const std::function<bool()>& done) {
    constexpr int kTickMilliseconds = 2;
    constexpr double kMostSeconds = 60;
    const Clock::time_point start = Clock::now();
    Clock::time_point last = start;
    double longest = 0;
    QEventLoop loop;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        longest = std::max(longest, secondsSince(last));
        last = Clock::now();
        if (done() || secondsSince(start) > kMostSeconds) {
            loop.quit();
        }
    });
    tick.start(kTickMilliseconds);
    loop.exec();
    // What is on its way to the screen counts as well.
    shown.repaint();
    return std::max(longest, secondsSince(last));
}

/// Whether a widget has been painted since it was made.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget& widget) { widget.installEventFilter(this); }
    [[nodiscard]] bool wasPainted() const { return m_wasPainted; }
    bool eventFilter(QObject* watched, QEvent* event) override {
        m_wasPainted = m_wasPainted || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_wasPainted = false;
};

QAbstractItemView* tableWith(const QWidget& window, int rows) {
    const auto views = window.findChildren<QAbstractItemView*>();
    const auto found = std::ranges::find_if(views, [rows](const QAbstractItemView* view) {
        return view->isVisible() && view->model() != nullptr && view->model()->rowCount() >= rows;
    });
    return found != views.end() ? *found : nullptr;
}

void timeOpening(MainWindow& window, const std::filesystem::path& project, int cases, WindowTimes& times) {
    const Clock::time_point start = Clock::now();
    if (!window.openProject(project)) {
        return;
    }
    times.blockSeconds = secondsSince(start);
    window.repaint();
    times.openSeconds = secondsSince(start);
    const double pause = waitUntil(window, [&] { return tableWith(window, cases) != nullptr; });
    times.tableSeconds = secondsSince(start);
    times.blockSeconds = std::max(times.blockSeconds, pause);
}

/// With every page as it is once it was seen: from the change to the painted window, both ways.
void timeTheme(MainWindow& window, QApplication& application, WindowTimes& times) {
    for (const Page& page : pages()) {
        window.choosePage(page.id);
        waitUntil(window, [&] { return window.jobs().activeCount() == 0; });
    }
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        const Clock::time_point start = Clock::now();
        applyTheme(application, theme);
        QCoreApplication::processEvents();
        window.repaint();
        times.themeSeconds = std::max(times.themeSeconds, secondsSince(start));
    }
}

void timeScrolling(QAbstractItemView& table, WindowTimes& times) {
    constexpr int kSteps = 200;
    QScrollBar* const bar = table.verticalScrollBar();
    double sum = 0;
    for (int step = 1; step <= kSteps; ++step) {
        const Clock::time_point start = Clock::now();
        bar->setValue(bar->minimum() + step * (bar->maximum() - bar->minimum()) / kSteps);
        table.viewport()->repaint();
        // The rows' pictures are wanted, and come, between two steps.
        QCoreApplication::processEvents();
        const double seconds = secondsSince(start);
        sum += seconds;
        times.slowestSeconds = std::max(times.slowestSeconds, seconds);
    }
    times.frameSeconds = sum / kSteps;
}

}  // namespace

WindowTimes timeWindow(int argc, char** argv, Clock::time_point processStart, const std::filesystem::path& project,
                       int cases) {
    WindowTimes times;
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings settings(folder.filePath("window.ini"), QSettings::IniFormat);
    applyTheme(application, Theme::Dark);
    applyLanguage(application, Language::English);
    MainWindow window(pages(), settings);
    window.resize(1280, 800);
    const PaintWatch watch(window);
    window.show();
    waitUntil(window, [&] { return watch.wasPainted(); });
    times.startSeconds = secondsSince(processStart);
    if (!project.empty()) {
        timeOpening(window, project, cases, times);
        if (QAbstractItemView* const table = tableWith(window, cases); table != nullptr) {
            timeScrolling(*table, times);
        }
        timeTheme(window, application, times);
        window.closeProject();
    }
    return times;
}

}  // namespace tandem
