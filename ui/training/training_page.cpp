#include "ui/training/training_page.h"

#include "core/base/error.h"
#include "core/engine_module.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "ui/session/project_session.h"
#include "ui/training/chart_board.h"
#include "ui/training/interrupted_banner.h"
#include "ui/training/new_run_panel.h"
#include "ui/training/run_actions.h"
#include "ui/training/run_launcher.h"
#include "ui/training/run_table_model.h"
#include "ui/training/settings_comparison.h"
#include "ui/training/training_numbers.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
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

QTableView* makeTable(RunTableModel& model, QWidget* parent) {
    auto* const table = new QTableView(parent);
    table->setObjectName("runTable");
    table->setModel(&model);
    table->setSelectionBehavior(QTableView::SelectRows);
    table->setSelectionMode(QTableView::ExtendedSelection);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setMinimumHeight(90);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setStretchLastSection(true);
    const std::pair<int, int> widths[]{{RunTableModel::Number, 44},    {RunTableModel::Name, 96},
                                       {RunTableModel::Status, 80},    {RunTableModel::Method, 116},
                                       {RunTableModel::Progress, 110}, {RunTableModel::BestDice, 80},
                                       {RunTableModel::Duration, 90},  {RunTableModel::Differences, 120}};
    for (const auto& [column, width] : widths) {
        table->setColumnWidth(column, width);
    }
    return table;
}

}  // namespace

TrainingPage::TrainingPage(ProjectSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_launcher(new RunLauncher(session, this)),
      m_runs(new RunTableModel(session, this)) {
    setObjectName("trainingPage");
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(kRedrawMilliseconds);
    m_banner = new InterruptedBanner(this);
    m_newRun = new NewRunPanel(session, this);
    m_newRun->setMinimumWidth(300);
    auto* const splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_newRun);
    splitter->addWidget(makeRunsSide());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({330, 900});
    splitter->setChildrenCollapsible(false);
    auto* const rows = new QVBoxLayout(this);
    rows->addWidget(m_banner);
    rows->addWidget(splitter, 1);
    m_charts->setClasses(structuresOf(session.project().labels().scheme()));
    connectParts();
    showRuns();
    if (m_runs->rowCount() > 0) {
        m_table->selectRow(0);
    }
    showSelection();
}

TrainingPage::~TrainingPage() = default;

QWidget* TrainingPage::makeRunsSide() {
    auto* const splitter = new QSplitter(Qt::Vertical, this);
    auto* const top = new QWidget(splitter);
    auto* const topRows = new QVBoxLayout(top);
    topRows->setContentsMargins(0, 0, 0, 0);
    m_actions = new RunActions(*m_launcher, top);
    m_table = makeTable(*m_runs, top);
    m_hint = new QLabel(tr("No run yet. Choose a preset and a split on the left, then start the training: its curves "
                           "appear here while it runs."),
                        top);
    m_hint->setObjectName("emptyHint");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    topRows->addWidget(m_actions);
    topRows->addWidget(m_table, 1);
    topRows->addWidget(m_hint, 1);

    auto* const bottom = new QWidget(splitter);
    auto* const bottomRows = new QVBoxLayout(bottom);
    bottomRows->setContentsMargins(0, 4, 0, 0);
    m_numbers = new TrainingNumbers(bottom);
    m_notice = new QLabel(bottom);
    m_notice->setObjectName("notice");
    m_notice->setWordWrap(true);
    m_notice->hide();
    m_charts = new ChartBoard(bottom);
    m_settings = new SettingsComparison(bottom);
    auto* const tabs = new QTabWidget(bottom);
    tabs->setObjectName("runTabs");
    tabs->addTab(m_charts, tr("Curves"));
    tabs->addTab(m_settings, tr("Settings"));
    bottomRows->addWidget(m_numbers);
    bottomRows->addWidget(m_notice);
    bottomRows->addWidget(tabs, 1);

    splitter->setStretchFactor(1, 1);
    splitter->setSizes({170, 560});
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void TrainingPage::connectParts() {
    connect(&m_redraw, &QTimer::timeout, this, &TrainingPage::showCurves);
    connect(m_newRun, &NewRunPanel::startRequested, m_launcher, &RunLauncher::start);
    connect(m_newRun, &NewRunPanel::estimateRequested, this, [this](const TrainingRequest& request) {
        m_newRun->setEstimating(true);
        m_launcher->estimate(request);
    });
    connect(m_launcher, &RunLauncher::estimated, m_newRun, &NewRunPanel::showEstimate);
    connect(m_launcher, &RunLauncher::estimateEnded, m_newRun, [this] { m_newRun->setEstimating(false); });
    connect(m_launcher, &RunLauncher::queued, this, &TrainingPage::select);
    connect(m_launcher, &RunLauncher::pointsArrived, this, &TrainingPage::takePoints);
    connect(m_launcher, &RunLauncher::noticed, this, [this](std::int64_t runId, const QString& sentence) {
        m_notice->setText(tr("Run %1: %2").arg(runId).arg(sentence));
        m_notice->show();
    });
    connect(m_launcher, &RunLauncher::activityChanged, this, &TrainingPage::showRuns);
    connect(m_banner, &InterruptedBanner::resumeRequested, this, [this](std::int64_t runId) {
        m_launcher->resume(runId);
        select(runId);
    });
    connect(m_banner, &InterruptedBanner::putOff, this, &TrainingPage::showRuns);
    connect(m_actions, &RunActions::cloneRequested, this,
            [this](std::int64_t runId) { m_newRun->cloneFrom(m_runs->find(runId)->record); });
    // After the model, which was connected first, has read the runs again.
    connect(&m_session, &ProjectSession::runsChanged, this, &TrainingPage::showRuns);
    connect(&m_session, &ProjectSession::labelsChanged, this, [this] {
        m_charts->setClasses(structuresOf(m_session.project().labels().scheme()));
        showCurves();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TrainingPage::showSelection);
    connect(m_charts, &ChartBoard::failed, this,
            [this](const QString& sentence) { Q_EMIT m_session.failed(sentence, {}); });
}

void TrainingPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // Opening the engine takes a second; not before somebody looks at this page.
    if (!std::exchange(m_wasShown, true)) {
        findDevices();
    }
}

void TrainingPage::findDevices() {
    m_findingDevices = std::make_unique<ResultJob<std::vector<Device>>>(
        tr("Looking for devices"), [](const Progress&, const std::stop_token&) { return openEngine()->devices(); });
    connect(m_findingDevices.get(), &Job::finished, this, [this] { m_newRun->setDevices(m_findingDevices->result()); });
    connect(m_findingDevices.get(), &Job::failed, m_newRun, &NewRunPanel::setObstacle);
    m_findingDevices->start();
}

void TrainingPage::select(std::int64_t runId) {
    const int row = m_runs->rowOf(runId);
    if (row >= 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_runs->index(row, 0));
    }
}

std::vector<const RunRow*> TrainingPage::selectedRuns() const {
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<const RunRow*> runs;
    for (const QModelIndex& one : rows) {
        runs.push_back(m_runs->rowAt(one.row()));
    }
    return runs;
}

void TrainingPage::takePoints(const std::vector<MetricPoint>& points) {
    m_curves.append(points);
    if (!m_redraw.isActive()) {
        m_redraw.start();
    }
}

void TrainingPage::showSelection() {
    m_notice->hide();
    m_settings->show(selectedRuns());
    showRuns();
    loadMissingCurves();
}

void TrainingPage::showRuns() {
    const bool hasRuns = m_runs->rowCount() > 0;
    m_table->setVisible(hasRuns);
    m_hint->setVisible(!hasRuns);
    const RunRow* offered = nullptr;
    for (int row = 0; row < m_runs->rowCount(); ++row) {
        const RunRow* const run = m_runs->rowAt(row);
        const bool isWaiting = run->record.status == RunStatus::Interrupted && !m_launcher->isActive(run->record.id) &&
                               !m_banner->wasPutOff(run->record.id);
        offered = isWaiting ? run : offered;
    }
    m_banner->offer(offered);
    m_actions->setRuns(selectedRuns());
    showCurves();
}

void TrainingPage::showCurves() {
    const auto selected = selectedRuns();
    std::vector<ShownRun> shown;
    for (const RunRow* const run : selected) {
        shown.push_back({run->record.id, titleOf(run->record)});
        if (m_launcher->isActive(run->record.id) && m_curves.lastIteration(run->record.id) > run->iteration) {
            m_runs->noteIteration(run->record.id, m_curves.lastIteration(run->record.id));
        }
    }
    m_charts->show(m_curves, shown);
    m_numbers->show(selected.empty() ? nullptr : selected.front(), m_curves);
}

void TrainingPage::loadMissingCurves() {
    std::vector<std::int64_t> missing;
    for (const RunRow* const run : selectedRuns()) {
        if (!m_curves.isStoredKnown(run->record.id)) {
            missing.push_back(run->record.id);
        }
    }
    if (missing.empty() || m_loading) {
        return;
    }
    m_loading = std::make_unique<ResultJob<CurvesOfRuns>>(
        tr("Reading curves"), [folder = m_session.folder(), missing](const Progress&, const std::stop_token& stop) {
            const Project project = Project::open(folder);
            CurvesOfRuns curves;
            for (const std::int64_t runId : missing) {
                throwIfStopped(stop);
                curves[runId] = readCurves(project, runId);
            }
            return curves;
        });
    connect(m_loading.get(), &Job::failed, this,
            [this](const QString& sentence) { Q_EMIT m_session.failed(sentence, m_loading->detail()); });
    connect(m_loading.get(), &Job::ended, this, [this] {
        // This is called by the job itself.
        ResultJob<CurvesOfRuns>* const loaded = m_loading.release();
        loaded->deleteLater();
        if (loaded->state() == JobState::Finished) {
            for (auto& [runId, curves] : loaded->result()) {
                m_curves.setStored(runId, std::move(curves));
            }
            showCurves();
            // What was selected meanwhile.
            loadMissingCurves();
        }
    });
    m_loading->start();
}

}  // namespace tandem
