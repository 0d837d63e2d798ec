#include "ui/inspect/inspect_page.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/region_list.h"
#include "ui/inspect/voxel_account.h"
#include "ui/inspect/weight_panel.h"
#include "ui/jobs/job_list.h"
#include "ui/render/slice_view.h"
#include "ui/render/surface_view.h"
#include "ui/session/project_session.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tandem {
namespace {

QString titleOf(const RunRecord& run) {
    const QString number = InspectPage::tr("Run %1").arg(run.id);
    return run.name.empty() ? number + ", " + QString::fromStdString(run.method)
                            : number + ", " + QString::fromStdString(run.name);
}

void chooseValue(QComboBox& box, const QVariant& value) {
    const int index = box.findData(value);
    box.setCurrentIndex(index >= 0 ? index : box.count() > 0 ? 0 : -1);
}

}  // namespace

InspectPage::InspectPage(ProjectSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_stack(new LayerStack(this)) {
    setObjectName("inspectPage");
    setFocusPolicy(Qt::StrongFocus);
    m_pages = new QStackedWidget(this);
    auto* const waiting = new QWidget(m_pages);
    auto* const waitingLayout = new QVBoxLayout(waiting);
    m_message = new QLabel(waiting);
    m_message->setObjectName("inspectMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_progress = new QProgressBar(waiting);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(320);
    waitingLayout->addStretch(1);
    waitingLayout->addWidget(m_message);
    waitingLayout->addWidget(m_progress, 0, Qt::AlignHCenter);
    waitingLayout->addStretch(1);
    m_pages->addWidget(waiting);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    auto* const middle = new QHBoxLayout;
    m_pages->addWidget(makeViews());
    middle->addWidget(m_pages, 1);
    middle->addWidget(makeSide());
    layout->addLayout(middle, 1);
    connectViews();
    connect(&m_session, &ProjectSession::predictionsChanged, this, &InspectPage::readRuns);
    connect(&m_session, &ProjectSession::runsChanged, this, &InspectPage::readRuns);
    readRuns();
}

InspectPage::~InspectPage() = default;

void InspectPage::choose(std::int64_t runId, std::int64_t caseId) {
    chooseValue(*m_runs, QVariant::fromValue(runId));
    readCases();
    chooseValue(*m_cases, QVariant::fromValue(caseId));
    load();
}

void InspectPage::readRuns() {
    const QVariant before = m_runs->currentData();
    m_runs->clear();
    try {
        for (const RunRecord& run : m_session.project().runs().list()) {
            if (!m_session.project().predictions().list(run.id).empty()) {
                m_runs->addItem(titleOf(run), QVariant::fromValue(run.id));
            }
        }
    } catch (const Error& error) {
        Q_EMIT m_session.failed(error.what(), QString::fromStdString(error.detail()));
    }
    const bool isEmpty = m_runs->count() == 0;
    for (QComboBox* const box : {m_runs, m_cases, m_layerPreset, m_greyPreset}) {
        box->setEnabled(!isEmpty);
        box->setToolTip(isEmpty ? tr("There is no prediction to inspect yet.") : QString());
    }
    m_tabs->setVisible(!isEmpty);
    chooseValue(*m_runs, before);
    readCases();
}

void InspectPage::readCases() {
    const QVariant before = m_cases->currentData();
    m_cases->clear();
    try {
        const std::int64_t runId = m_runs->currentData().toLongLong();
        std::int64_t last = 0;
        for (const PredictionRecord& prediction : m_session.project().predictions().list(runId)) {
            if (prediction.caseId != last) {  // the newest of a case comes first
                last = prediction.caseId;
                m_cases->addItem(QString::fromStdString(m_session.project().cases().get(last).name),
                                 QVariant::fromValue(last));
            }
        }
    } catch (const Error& error) {
        Q_EMIT m_session.failed(error.what(), QString::fromStdString(error.detail()));
    }
    chooseValue(*m_cases, before);
    load();
}

void InspectPage::showMessage(const QString& text, bool isWorking) {
    m_message->setText(text);
    m_progress->setVisible(isWorking);
    m_progress->setValue(0);
    m_pages->setCurrentIndex(0);
}

void InspectPage::load() {
    const std::uint64_t number = ++m_loadNumber;
    if (m_loading != nullptr && !m_loading->hasEnded()) {
        m_loading->cancel();
    }
    if (m_cases->currentIndex() < 0) {
        m_case.reset();
        showMessage(
            tr("Nothing to inspect yet.\n\nTrain a run and predict cases with it; their label maps, uncertainty "
               "and reliability appear here."),
            false);
        return;
    }
    const std::int64_t runId = m_runs->currentData().toLongLong();
    const std::int64_t caseId = m_cases->currentData().toLongLong();
    if (m_case != nullptr && m_case->runId == runId && m_case->caseId == caseId && m_pages->currentIndex() == 1) {
        return;
    }
    showMessage(tr("Reading %1 …").arg(m_cases->currentText()), true);
    using Loaded = std::shared_ptr<const InspectedCase>;
    auto job = std::make_unique<ResultJob<Loaded>>(
        tr("Read %1 to inspect").arg(m_cases->currentText()),
        [folder = m_session.folder(), runId, caseId](const Progress& progress, const std::stop_token& stop) -> Loaded {
            return std::make_shared<const InspectedCase>(loadInspectedCase(folder, runId, caseId, progress, stop));
        });
    auto* const running = job.get();
    m_loading = running;
    const auto isNewest = [this, number] { return number == m_loadNumber; };
    connect(running, &Job::progressed, this, [this, isNewest](double fraction) {
        if (isNewest()) {
            m_progress->setValue(static_cast<int>(1000 * fraction));
        }
    });
    connect(running, &Job::finished, this, [this, running, isNewest] {
        // The list keeps ended jobs, which must not keep volumes.
        const Loaded loaded = std::move(running->result());
        if (isNewest()) {
            present(loaded);
        }
    });
    connect(running, &Job::failed, this, [this, isNewest](const QString& sentence) {
        if (isNewest()) {
            showMessage(sentence, false);
        }
    });
    m_session.jobs().startNow(std::move(job));
}

void InspectPage::present(std::shared_ptr<const InspectedCase> loaded) {
    m_case = std::move(loaded);
    for (SliceView* const view : m_slices) {
        view->setImage(m_case->image, m_draggedWindow.value_or(presetWindow(m_greyPreset->currentIndex())));
    }
    m_surface->setSurfaces(m_case->surfaces, m_case->image.geometry());
    m_stack->setLayers(m_case->layers);
    m_pages->setCurrentIndex(1);
    const Index3& size = m_case->image.geometry().size;
    placeCrosshair({size[0] / 2, size[1] / 2, size[2] / 2});
    findRegions();
    if (!m_cases->hasFocus() && !m_runs->hasFocus()) {
        m_slices[0]->setFocus();
    }
}

void InspectPage::findRegions() {
    if (m_case == nullptr) {
        return;
    }
    const std::uint64_t number = ++m_regionNumber;
    if (!VoxelAccount::of(*m_case, {0, 0, 0}).has_value()) {
        m_regions->showReason(tr("This prediction was stored without its reliability maps; predict with all maps."));
        return;
    }
    m_regions->showReason(tr("Looking for regions …"));
    const DoubtSettings settings{.threshold = m_regions->threshold()};
    using Regions = std::vector<DoubtfulRegion>;
    auto job = std::make_unique<ResultJob<Regions>>(
        tr("Find doubtful regions of %1").arg(m_case->name),
        // Weakly, as the list keeps ended jobs, which must not keep volumes.
        [weak = std::weak_ptr(m_case), settings](const Progress& /*progress*/, const std::stop_token& stop) {
            const auto inspected = weak.lock();
            return inspected == nullptr ? Regions() : findDoubtfulRegions(*inspected, settings, stop);
        });
    auto* const running = job.get();
    connect(running, &Job::finished, this, [this, running, number] {
        if (number == m_regionNumber) {
            m_regions->setRegions(running->result(), m_case->scheme);
        }
    });
    m_session.jobs().startNow(std::move(job));
}

void InspectPage::placeCrosshair(const Index3& voxel) {
    if (m_case == nullptr) {
        return;
    }
    m_crosshair = voxel;
    for (SliceView* const view : m_slices) {
        view->setCrosshair(voxel);
    }
    m_surface->setCrosshair(
        m_case->image.geometry().positionMm({double(voxel[0]), double(voxel[1]), double(voxel[2])}));
    m_layers->showVoxel(m_case->image, voxel);
    if (const auto account = VoxelAccount::of(*m_case, voxel)) {
        m_weight->explain(*account, m_case->scheme);
    } else {
        m_weight->showReason(tr(
            "This prediction was stored without its reliability maps; predict with all maps to see who teaches whom."));
    }
}

void InspectPage::showLayers() {
    const std::vector<SliceLayer> layers = m_stack->drawingOrder();
    for (SliceView* const view : m_slices) {
        view->setLayers(layers);
    }
}

void InspectPage::setGreyWindow(const GreyWindow& window) {
    for (SliceView* const view : m_slices) {
        view->setGreyWindow(window);
    }
}

void InspectPage::dragGreyWindow(const GreyWindow& window) {
    m_draggedWindow = window;
    setGreyWindow(window);
}

GreyWindow InspectPage::presetWindow(int index) const {
    const GreyWindow soft{-160, 240};
    const GreyWindow lung{-1350, 150};
    const GreyWindow bone{-450, 1050};
    switch (index) {
        case 1:
            return percentiles(m_case->image, 0, 1);
        case 2:
            return soft;
        case 3:
            return lung;
        case 4:
            return bone;
        default:
            return m_case->window;
    }
}

void InspectPage::chooseGreyPreset(int index) {
    m_draggedWindow.reset();
    if (m_case != nullptr) {
        setGreyWindow(presetWindow(index));
    }
}

void InspectPage::setBlinking(bool isBlinking) {
    for (SliceView* const view : m_slices) {
        view->setLayersHidden(isBlinking);
    }
}

void InspectPage::showFullSize(QWidget* view) {
    m_fullSize = m_fullSize == nullptr ? view : nullptr;
    const std::array<QWidget*, 4> all{m_slices[0], m_surface, m_slices[1], m_slices[2]};
    for (int at = 0; at < 4; ++at) {
        QWidget* const one = all[static_cast<std::size_t>(at)];
        const bool isShown = m_fullSize == nullptr || m_fullSize == one;
        one->setVisible(isShown);
        m_grid->setRowStretch(at / 2, 0);
        m_grid->setColumnStretch(at % 2, 0);
    }
    for (int at = 0; at < 4; ++at) {
        if (all[static_cast<std::size_t>(at)]->isVisibleTo(this)) {
            m_grid->setRowStretch(at / 2, 1);
            m_grid->setColumnStretch(at % 2, 1);
        }
    }
}

void InspectPage::keyPressEvent(QKeyEvent* event) {
    const int number = event->key() - Qt::Key_1;
    if (number >= 0 && number < 9 && number < static_cast<int>(m_stack->layers().size())) {
        const auto at = static_cast<std::size_t>(number);
        m_stack->setVisible(at, !m_stack->layers()[at].isVisible);
    } else if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        setBlinking(true);
    } else if (event->key() == Qt::Key_N || event->key() == Qt::Key_P) {
        m_regions->jump(event->key() == Qt::Key_N ? 1 : -1);
    } else if (event->key() == Qt::Key_F) {
        QWidget* const focused = focusWidget();
        const bool isSlice = std::ranges::find(m_slices, focused) != m_slices.end();
        showFullSize(isSlice ? focused : m_surface);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void InspectPage::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        setBlinking(false);
    } else {
        QWidget::keyReleaseEvent(event);
    }
}

}  // namespace tandem
