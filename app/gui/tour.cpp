#include "app/gui/tour.h"

#include "ui/jobs/job_list.h"
#include "ui/window/main_window.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QStringList>
#include <QTimer>

namespace tandem {
namespace {

void wait(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Until no job runs, and what they brought has been drawn.
void settle(const MainWindow& window) {
    constexpr int kDrawingMilliseconds = 600;
    constexpr int kMostMilliseconds = 120'000;
    QElapsedTimer timer;
    timer.start();
    do {
        wait(kDrawingMilliseconds);
    } while (window.jobs().activeCount() > 0 && timer.elapsed() < kMostMilliseconds);
    wait(kDrawingMilliseconds);
}

}  // namespace

bool takeTour(MainWindow& window, const QStringList& pages, const QString& project, const QString& folder) {
    QDir().mkpath(folder);
    const auto save = [&](const QString& name) { return window.grab().save(folder + "/" + name + ".png"); };
    settle(window);
    bool isComplete = save("start");
    isComplete = window.openProject(project.toStdString()) && isComplete;
    for (const QString& page : pages) {
        window.choosePage(page);
        settle(window);
        isComplete = save(page) && isComplete;
    }
    return isComplete;
}

}  // namespace tandem
