#include "app/gui/tour.h"

#include "core/base/error.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/window/failure_bar.h"
#include "ui/window/main_window.h"

#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPixmap>
#include <QStringList>
#include <QTableView>
#include <QTimer>
#include <cstdint>
#include <cstdio>

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

/// The run worth showing, with a case that it predicted; zeros for what there is not.
struct Sight {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
};

/// The best run by its validation Dice; one with predictions before one without, and one that learned from unlabelled
/// cases before one that did not, as its maps say who taught whom.
Sight bestSight(const Project& project) {
    Sight best;
    double bestScore = -1;
    for (const RunRecord& run : project.runs().list()) {
        const auto checkpoint = project.checkpoints().find(run.id, CheckpointKind::Best);
        const auto predictions = project.predictions().list(run.id);
        constexpr double kMutual = 10;  // beyond every Dice
        constexpr double kPredicted = 100;
        const double score = (checkpoint ? checkpoint->validationDice.value_or(0) : 0) +
                             (methodOf(run) && needsOf(*methodOf(run)).usesUnlabelled ? kMutual : 0) +
                             (predictions.empty() ? 0 : kPredicted);
        if (score > bestScore) {
            bestScore = score;
            best = {run.id, predictions.empty() ? 0 : predictions.front().caseId};
        }
    }
    return best;
}

void selectRun(const MainWindow& window, std::int64_t runId) {
    const auto* const table = window.findChild<QTableView*>("runTable");
    if (table == nullptr) {
        return;
    }
    const QModelIndexList found = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole,
                                                        QString::number(runId), 1, Qt::MatchExactly);
    if (!found.isEmpty()) {
        table->selectionModel()->select(found.front(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
}

/// The layers that show where the network is unsure, on the slices in space too.
void chooseLayers(const MainWindow& window) {
    auto* const preset = window.findChild<QComboBox*>("layerPreset");
    auto* const space = window.findChild<QComboBox*>("spaceContent");
    constexpr int kHowTrusted = 1;
    if (preset != nullptr && space != nullptr) {
        preset->setCurrentIndex(kHowTrusted);
        Q_EMIT preset->activated(kHowTrusted);
        space->setCurrentIndex(space->count() - 1);
    }
}

}  // namespace

bool takeTour(MainWindow& window, const QStringList& pages, const QString& project, const QString& folder) {
    QDir().mkpath(folder);
    const auto save = [&](const QString& name) { return window.grab().save(folder + "/" + name + ".png"); };
    window.findDevices();
    bool isComplete = true;
    if (!window.openProject(project.toStdString())) {
        const auto* const failure = window.findChild<FailureBar*>();
        std::fprintf(stderr, "tandem: %s\n", qPrintable(failure->sentence()));
        return false;
    }
    Sight sight;
    try {
        sight = bestSight(window.session()->project());
    } catch (const Error& error) {
        std::fprintf(stderr, "tandem: %s\n", error.what());
        return false;
    }
    for (const QString& page : pages) {
        window.choosePage(page);
        settle(window);
        if (page == "training") {
            selectRun(window, sight.runId);
        } else if (page == "inspect" && sight.caseId != 0) {
            Q_EMIT window.session()->showCase(sight.runId, sight.caseId);
            settle(window);
            chooseLayers(window);
        }
        settle(window);
        isComplete = save(page) && isComplete;
    }
    // Last, when the project has its thumbnail.
    window.closeProject();
    settle(window);
    return save("start") && isComplete;
}

}  // namespace tandem
