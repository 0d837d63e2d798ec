#include "ui/training/training_page.h"

#include "core/base/error.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/breakable.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/translated.h"
#include "ui/train_on/gain_words.h"
#include "ui/training/chart_board.h"
#include "ui/training/curve_exporter.h"
#include "ui/training/interrupted_banner.h"
#include "ui/training/new_run_panel.h"
#include "ui/training/pinned/pinned_panel.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_launcher.h"
#include "ui/training/run_remover.h"
#include "ui/training/run_table_model.h"
#include "ui/training/run_table_view.h"
#include "ui/training/settings_comparison.h"
#include "ui/training/training_numbers.h"
#include "ui/training/trust_offer.h"

#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <set>
#include <utility>

namespace tandem {
namespace {

constexpr int kRedrawMilliseconds = 100;

std::vector<std::pair<QString, QColor>> structuresOf(const LabelScheme& scheme) {
    std::vector<std::pair<QString, QColor>> structures;
    for (std::size_t index = 1; index < scheme.classes.size(); ++index) {
        const auto& [red, green, blue] = scheme.classes[index].colour;
        structures.emplace_back(QString::fromStdString(scheme.classes[index].name), QColor(red, green, blue));
    }
    return structures;
}

}  // namespace

TrainingPage::TrainingPage(ProjectSession& session, QWidget* parent)
    : ProjectPage(session, ProjectPart::Runs, parent),
      m_launcher(new RunLauncher(session, this)),
      m_remover(new RunRemover(session, this)),
      m_curveExporter(new CurveExporter(session, this)),
      m_runs(new RunTableModel(session, this)),
      m_loading(
          [this](CurvesOfRuns loaded) {
              for (auto& [runId, read] : loaded) {
                  if (read.areAll) {
                      if (!m_launcher->isActive(runId)) {
                          m_curves.forget(runId);
                      }
                      m_curves.setStored(runId, std::move(read.curves));
                  } else {
                      m_curves.extend(runId, read.curves);
                  }
              }
              showCurves();
          },
          m_session.teller()) {
    setObjectName("trainingPage");
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kRedrawMilliseconds);
    m_banner = new InterruptedBanner(this);
    m_newRun = new NewRunPanel(session, this);
    m_newRun->setMinimumWidth(316);
    auto* const splitter = new QSplitter(Qt::Horizontal, this);
    constexpr int kLeastRuns = 560;
    m_newRunSide = new FoldingSide(m_newRun, Qt::LeftEdge, kLeastRuns, this);
    splitter->addWidget(m_newRunSide);
    splitter->addWidget(makeRunsSide());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({336, 900});
    splitter->setChildrenCollapsible(false);
    auto* const rows = new QVBoxLayout(this);
    rows->addWidget(m_banner);
    rows->addWidget(splitter, 1);
    connectParts();
    connectLauncher();
    keepTranslated(*this, [this] { retranslate(); });
    showSelection();
}

QWidget* TrainingPage::makeRunsSide() {
    auto* const splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(makeTop(splitter));
    splitter->addWidget(makeBottom(splitter));
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({176, 560});
    splitter->setChildrenCollapsible(false);
    return splitter;
}

QWidget* TrainingPage::makeTop(QWidget* parent) {
    auto* const top = new QWidget(parent);
    auto* const rows = new QVBoxLayout(top);
    rows->setContentsMargins(0, 0, 0, 0);
    m_actions = new RunActions(*m_launcher, top);
    m_table = new RunTableView(*m_runs, top);
    m_hint = new QLabel(top);
    m_hint->setObjectName("emptyHint");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    rows->addWidget(m_actions);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_hint, 1);
    return top;
}

QWidget* TrainingPage::makeBottom(QWidget* parent) {
    auto* const bottom = new QWidget(parent);
    auto* const rows = new QVBoxLayout(bottom);
    rows->setContentsMargins(0, 4, 0, 0);
    m_numbers = new TrainingNumbers(bottom);
    m_notice = new QLabel(bottom);
    m_notice->setObjectName("notice");
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_trust = new TrustOffer(m_session, *bottom);
    m_tabs = new QTabWidget(bottom);
    m_tabs->setObjectName("runTabs");
    auto* const curves = new QSplitter(Qt::Horizontal, m_tabs);
    curves->setObjectName("curvesSplitter");
    m_charts = new ChartBoard(curves);
    m_pinned = new PinnedPanel(m_session, curves);
    curves->addWidget(m_charts);
    constexpr int kLeastCharts = 380;
    m_pinnedSide = new FoldingSide(m_pinned, Qt::RightEdge, kLeastCharts, curves);
    curves->addWidget(m_pinnedSide);
    curves->setStretchFactor(0, 3);
    curves->setStretchFactor(1, 2);
    curves->setSizes({520, 380});
    curves->setChildrenCollapsible(false);
    m_settings = new SettingsComparison(m_tabs);
    m_tabs->addTab(curves, {});
    m_tabs->addTab(m_settings, {});
    m_gain = new QLabel(bottom);
    m_gain->setObjectName("runGain");
    m_gain->setWordWrap(true);
    m_gain->hide();
    rows->addWidget(m_numbers);
    rows->addWidget(m_gain);
    rows->addWidget(m_notice);
    rows->addWidget(m_trust);
    rows->addWidget(m_tabs, 1);
    return bottom;
}

void TrainingPage::retranslate() {
    m_newRunSide->setTitle(tr("a new run"));
    m_pinnedSide->setTitle(tr("the watched case"));
    m_hint->setText(
        tr("No run yet. Choose a preset and a split on the left, then start the training: its curves "
           "appear here while it runs."));
    m_tabs->setTabText(0, tr("Curves"));
    m_tabs->setTabText(1, tr("Settings"));
    m_runs->retranslate();
    m_settings->show(m_table->selectedRuns());
    showRuns();
}

void TrainingPage::reread() {
    const bool isFirst = m_runs->rowCount() == 0;
    m_runs->reload();
    if (isFirst && m_runs->rowCount() > 0) {
        m_table->selectRow(0);  // which shows it
        return;
    }
    for (const RunRow* const run : m_table->selectedRuns()) {
        if (!m_launcher->isActive(run->record.id)) {
            m_pinned->lookForSnapshots(run->record.id);
        }
    }
    showRuns();
    loadMissingCurves();
}

/// What its job does not report, as another program trains it.
void TrainingPage::noteAdvance(std::int64_t runId) {
    if (m_launcher->isActive(runId)) {
        return;
    }
    if (!isVisible()) {
        noteChange();
        return;
    }
    m_runs->refresh(runId);
    m_pinned->lookForSnapshots(runId);
    showCurves();
    loadMissingCurves();
}

void TrainingPage::connectParts() {
    connect(&m_redraw, &QTimer::timeout, this, &TrainingPage::showCurves);
    connect(m_newRun, &NewRunPanel::startRequested, m_launcher, &RunLauncher::start);
    connect(m_newRun, &NewRunPanel::estimateRequested, this, [this](const TrainingRequest& request) {
        m_newRun->setEstimating(true);
        m_launcher->estimate(request);
    });
    connect(m_banner, &InterruptedBanner::resumeRequested, this, [this](std::int64_t runId) {
        m_launcher->resume(runId);
        m_table->select(runId);
    });
    connect(m_banner, &InterruptedBanner::putOff, this, &TrainingPage::showRuns);
    connect(m_actions, &RunActions::cloneRequested, this,
            [this](std::int64_t runId) { m_newRun->cloneFrom(m_runs->find(runId)->record); });
    connect(m_actions, &RunActions::curvesTableRequested, m_curveExporter, &CurveExporter::askForTable);
    connect(m_actions, &RunActions::curvesEventsRequested, m_curveExporter, &CurveExporter::askForEvents);
    connect(m_curveExporter, &CurveExporter::told, this, &TrainingPage::showNotice);
    connect(m_actions, &RunActions::removalRequested, m_remover,
            [this](std::int64_t runId) { m_remover->ask(runId, runTitle(m_runs->find(runId)->record)); });
    connect(m_remover, &RunRemover::ended, this, [this](std::int64_t runId) {
        if (m_runs->find(runId) == nullptr) {
            m_curves.forget(runId);
        }
    });
    connect(&m_session, &ProjectSession::runAdvanced, this, &TrainingPage::noteAdvance);
    connect(&m_session, &ProjectSession::trainingWanted, this, &TrainingPage::trainOrShow);
    new ReadWhenSeen(*this, m_session, ProjectPart::Labels, [this] {
        m_session.attempt([this] { m_charts->setClasses(structuresOf(m_session.project().labels().scheme())); });
        showCurves();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrainingPage::showSelection);
    connect(m_trust, &TrustOffer::told, this, &TrainingPage::showNotice);
    connect(m_charts, &ChartBoard::failed, this,
            [this](const QString& sentence) { Q_EMIT m_session.failed(sentence, {}); });
}

void TrainingPage::connectLauncher() {
    connect(m_launcher, &RunLauncher::estimated, m_newRun, &NewRunPanel::showEstimate);
    connect(m_launcher, &RunLauncher::estimateEnded, m_newRun, [this] { m_newRun->setEstimating(false); });
    connect(m_launcher, &RunLauncher::queued, this, &TrainingPage::showQueued);
    connect(m_launcher, &RunLauncher::pointsArrived, this, &TrainingPage::takePoints);
    connect(m_launcher, &RunLauncher::snapshotTaken, m_pinned, &PinnedPanel::noteSnapshot);
    connect(m_launcher, &RunLauncher::noticed, this, &TrainingPage::showNotice);
    connect(m_launcher, &RunLauncher::activityChanged, this, [this] { isVisible() ? showRuns() : noteChange(); });
}

void TrainingPage::trainOrShow(std::int64_t runId) {
    m_runs->reload();
    const RunRow* const run = m_runs->find(runId);
    if (run != nullptr && run->record.status != RunStatus::Finished && run->record.status != RunStatus::Running) {
        m_launcher->resume(runId);
    }
    m_table->select(runId);
}

void TrainingPage::showQueued(std::int64_t runId) {
    m_runs->reload();  // also while the page is not seen
    const std::int64_t training = m_launcher->trainingRun();
    const auto selected = m_table->selectedRuns();
    const bool isWatched = std::ranges::any_of(
        selected, [training](const RunRow* run) { return training != 0 && run->record.id == training; });
    if (isWatched && training != runId) {
        showNotice(runId, tr("it waits in the queue; run %1 trains now.").arg(training));
    } else {
        m_table->select(runId);
    }
}

void TrainingPage::showNotice(std::int64_t runId, const QString& sentence) {
    m_notice->setText(breakable(tr("Run %1: %2").arg(runId).arg(sentence)));
    m_notice->show();
}

void TrainingPage::takePoints(const std::vector<MetricPoint>& points) {
    m_curves.append(points);
    if (!isVisible()) {
        noteChange();
    } else if (!m_redraw.isActive()) {
        m_redraw.start();
    }
}

void TrainingPage::showSelection() {
    m_notice->hide();
    const auto selected = m_table->selectedRuns();
    if (selected.size() == 1 && !settingNotices(selected.front()->record).isEmpty()) {
        showNotice(selected.front()->record.id, settingNotices(selected.front()->record));
    }
    m_settings->show(selected);
    m_pinned->showRun(selected.empty() ? nullptr : &selected.front()->record);
    showRuns();
    loadMissingCurves();
}

void TrainingPage::showGain(const RunRow* run) {
    const bool hasGain = run != nullptr && run->gain;
    m_gain->setVisible(hasGain);
    m_gain->setText(hasGain ? breakable(gainText(*run->gain)) : QString());
}

void TrainingPage::showRuns() {
    const bool hasRuns = m_runs->rowCount() > 0;
    m_table->setVisible(hasRuns);
    m_hint->setVisible(!hasRuns);
    std::set<std::int64_t> paused;
    for (int row = 0; row < m_runs->rowCount(); ++row) {
        const std::int64_t runId = m_runs->rowAt(row)->record.id;
        if (m_launcher->isPaused(runId)) {
            paused.insert(runId);
        }
    }
    m_runs->setPaused(std::move(paused));
    offerInterrupted();
    const auto selected = m_table->selectedRuns();
    m_actions->setRuns(selected);
    m_trust->consider(selected.size() == 1 ? selected.front() : nullptr);
    showGain(selected.size() == 1 ? selected.front() : nullptr);
    showCurves();
}

void TrainingPage::offerInterrupted() {
    const RunRow* offered = nullptr;
    for (int row = 0; row < m_runs->rowCount(); ++row) {
        const RunRow* const run = m_runs->rowAt(row);
        const bool isWaiting = run->record.status == RunStatus::Interrupted && !m_launcher->isActive(run->record.id) &&
                               !m_banner->wasPutOff(run->record.id);
        offered = isWaiting ? run : offered;
    }
    m_banner->offer(offered);
}

void TrainingPage::showCurves() {
    const auto selected = m_table->selectedRuns();
    std::vector<ShownRun> shown;
    for (const RunRow* const run : selected) {
        shown.push_back({run->record.id, runTitle(run->record)});
        if (m_launcher->isActive(run->record.id) && m_curves.lastIteration(run->record.id) > run->iteration) {
            m_runs->noteIteration(run->record.id, m_curves.lastIteration(run->record.id));
        }
    }
    m_charts->show(m_curves, shown);
    m_numbers->show(selected.empty() ? nullptr : selected.front(), m_curves);
}

void TrainingPage::loadMissingCurves() {
    std::map<std::int64_t, std::int64_t> missing;  // from which iteration on, by run
    for (const RunRow* const run : m_table->selectedRuns()) {
        const std::int64_t id = run->record.id;
        const std::int64_t last = m_curves.lastIteration(id);
        // Beyond what the project holds is what a run forgot that continues from an older checkpoint.
        const bool hasForgotten = run->record.status == RunStatus::Running && last > run->iteration;
        if (!m_curves.isStoredKnown(id) || (hasForgotten && !m_launcher->isActive(id))) {
            missing[id] = 0;
        } else if (!m_launcher->isActive(id) && (last < run->iteration || m_readAs[id] != run->record.status)) {
            // The last validation comes after the last iteration.
            missing[id] = last;
        }
        m_readAs[id] = run->record.status;
    }
    if (missing.empty()) {
        return;
    }
    m_loading.askNext(tr("Reading curves"),
                      [folder = m_session.folder(), missing](const Progress&, const std::stop_token& stop) {
                          const Project project = Project::open(folder, ProjectAccess::ReadOnly);
                          CurvesOfRuns curves;
                          for (const auto& [runId, from] : missing) {
                              throwIfStopped(stop);
                              curves[runId] = {.curves = readCurves(project, runId, from), .areAll = from == 0};
                          }
                          return curves;
                      });
}

}  // namespace tandem
