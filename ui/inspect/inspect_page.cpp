#include "ui/inspect/inspect_page.h"

#include "core/base/error.h"
#include "core/reliability/doubtful_regions.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "ui/inspect/case_loader.h"
#include "ui/inspect/compare_view.h"
#include "ui/inspect/grey_window_box.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/linked_views.h"
#include "ui/inspect/region_list.h"
#include "ui/inspect/voxel_account.h"
#include "ui/inspect/weight_panel.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/predict_dialog.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/breakable.h"
#include "ui/trust/trust_words.h"

#include <QAction>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <algorithm>
#include <ranges>
#include <utility>

namespace tandem {
namespace {

constexpr std::int64_t kNoRun = 0;

void chooseValue(QComboBox& box, const QVariant& value) {
    const int index = box.findData(value);
    box.setCurrentIndex(index >= 0 ? index : box.count() > 0 ? 0 : -1);
}

}  // namespace

std::int64_t InspectPage::runId() const {
    return m_runs->currentData().toLongLong();
}

void InspectPage::choose(std::int64_t runId, std::int64_t caseId) {
    m_isStale = false;
    m_staysWithoutRun = runId == kNoRun;
    fillRuns();
    chooseValue(*m_runs, QVariant::fromValue(runId));
    fillCases(QVariant::fromValue(caseId));
    enableBar();
    load();
}

void InspectPage::refresh() {
    m_isStale = !isVisible();
    if (!m_isStale) {
        readRuns();
    }
}

void InspectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();  // another program may have predicted meanwhile
}

/// The newest run first; last the cases as they are, without a run.
void InspectPage::fillRuns() {
    m_runs->clear();
    try {
        for (const RunRecord& run : m_session.project().runs().list() | std::views::reverse) {
            if (m_session.project().predictions().hasAny(run.id)) {
                m_runs->addItem(QString(), QVariant::fromValue(run.id));
            }
        }
        if (m_session.project().cases().count() > 0) {
            m_runs->addItem(QString(), QVariant::fromValue(kNoRun));
        }
    } catch (const Error& error) {
        Q_EMIT m_session.failed(error.what(), QString::fromStdString(error.detail()));
    }
    nameRuns();
}

void InspectPage::nameRuns() {
    if (m_runs->count() == 0) {
        return;
    }
    try {
        for (const RunRecord& run : m_session.project().runs().list()) {
            const int index = m_runs->findData(QVariant::fromValue(run.id));
            if (index >= 0) {
                m_runs->setItemText(index, runTitle(run));
            }
        }
    } catch (const Error& error) {
        Q_EMIT m_session.failed(error.what(), QString::fromStdString(error.detail()));
    }
    m_runs->setItemText(m_runs->findData(QVariant::fromValue(kNoRun)), tr("none: images and labels"));
}

void InspectPage::readRuns() {
    const QVariant before = m_runs->currentData();
    const bool isKept = m_staysWithoutRun || runId() != kNoRun;
    fillRuns();
    chooseValue(*m_runs, isKept ? before : QVariant());
    readCases();
    enableBar();
    m_compare->readSources();
}

void InspectPage::takeChosenRun() {
    m_staysWithoutRun = runId() == kNoRun;
    readCases();
}

void InspectPage::readCases() {
    fillCases(m_cases->currentData());
    load();
}

void InspectPage::fillCases(const QVariant& wanted) {
    m_cases->clear();
    try {
        if (runId() != kNoRun) {
            for (const auto& [id, name] : m_session.project().predictions().predictedCases(runId())) {
                m_cases->addItem(QString::fromStdString(name), QVariant::fromValue(id));
            }
        } else if (m_runs->currentIndex() >= 0) {
            for (const CaseRecord& record : m_session.project().cases().list()) {
                m_cases->addItem(QString::fromStdString(record.name), QVariant::fromValue(record.id));
            }
        }
    } catch (const Error& error) {
        Q_EMIT m_session.failed(error.what(), QString::fromStdString(error.detail()));
    }
    chooseValue(*m_cases, wanted);
}

void InspectPage::askToPredict() {
    std::vector<std::int64_t> cases;
    if (runId() == kNoRun && m_cases->currentIndex() >= 0) {
        cases.push_back(m_cases->currentData().toLongLong());
    }
    PredictDialog dialog(m_session, runId(), this, cases);
    if (dialog.exec() == QDialog::Accepted) {
        queuePrediction(m_session, dialog.request());
    }
}

void InspectPage::showMessage(const QString& text, bool isWorking) {
    m_message->setText(breakable(text));
    m_progress->setVisible(isWorking);
    m_progress->setValue(0);
    m_content->setCurrentIndex(Message);
}

void InspectPage::load() {
    if (m_cases->currentIndex() < 0) {
        m_loader->cancel();
        m_case.reset();
        ++m_regionNumber;  // those being searched are of no case any more
        showOrigin();
        m_wanted.clear();
        showMessage(
            tr("Nothing to inspect yet.\n\nImport images on the page Datasets: they can be looked at here with their "
               "labels and, once a trained run has predicted them, with its labels and how far they can be trusted."),
            false);
        return;
    }
    const std::int64_t caseId = m_cases->currentData().toLongLong();
    try {
        const std::string before = std::exchange(m_wanted, originOf(m_session.project(), runId(), caseId));
        const bool isOnItsWay = m_content->currentIndex() != Message || m_loader->isLoading();
        if (before == m_wanted && isOnItsWay) {
            return;
        }
    } catch (const Error& error) {
        showMessage(QString::fromUtf8(error.what()), false);
        return;
    }
    showMessage(tr("Reading %1…").arg(m_cases->currentText()), true);
    m_loader->load(runId(), caseId, m_cases->currentText());
}

void InspectPage::present(const std::shared_ptr<const InspectedCase>& inspected) {
    const bool isCompletion = inspected->hasAllMaps && inspected->runId != kNoRun;
    // The same case by another run, or its maps: the person goes on looking at the same place.
    const bool isSamePlace = m_case != nullptr && m_case->caseId == inspected->caseId;
    m_case = inspected;
    showOrigin();
    if (!isCompletion) {
        m_greyWindow->setRanges(m_case->grey);
        m_views->showCase(*m_case, m_greyWindow->greyWindow());
    } else {
        m_views->setSurfaces(m_case->surfaces);
    }
    m_stack->setLayers(m_case->layers);
    nameLayerKeys();
    m_compare->setCase(m_case, m_greyWindow->greyWindow());
    const Index3& size = m_case->image.geometry().size;
    placeCrosshair(isSamePlace ? m_crosshair : Index3{size[0] / 2, size[1] / 2, size[2] / 2});
    findRegions();
    if (!isCompletion) {
        showContent();
        if (!m_cases->hasFocus() && !m_runs->hasFocus() && !m_compareButton->isChecked()) {
            m_views->focusFirst();
        }
    }
}

void InspectPage::showOrigin() {
    const bool isPredicted = m_case != nullptr && m_case->runId != kNoRun;
    m_origin->setVisible(isPredicted);
    m_origin->setText(isPredicted
                          ? tr("Predicted by: %1").arg(weightsTitle(m_case->weights, m_case->areWeightsOutdated))
                          : QString());
    const bool isKnown = isPredicted && m_case->dice;
    m_dice->setVisible(isKnown);
    if (isKnown) {
        m_dice->setText(
            tr("Predicted Dice: about %1").arg(TrustWords::predictedDice(*m_case->dice, !m_case->uncalibrated)));
        const QString why = TrustWords::whyUncalibrated(m_case->uncalibrated);
        m_dice->setToolTip(TrustWords::ofACase() + (why.isEmpty() ? QString() : '\n' + why));
    }
}

void InspectPage::showContent() {
    const bool isComparing = m_compareButton->isChecked();
    const bool isWaiting = m_content->currentIndex() == Message && m_loader->isLoading();
    if (m_case != nullptr && !isWaiting) {
        m_content->setCurrentIndex(isComparing ? Comparison : Views);
    }
}

void InspectPage::findRegions() {
    const std::uint64_t number = ++m_regionNumber;
    if (m_case == nullptr) {
        return;
    }
    if (!m_case->hasAllMaps) {
        m_regions->showReason(tr("Reading all maps…"));
        return;
    }
    if (m_case->layer("trust") == nullptr) {
        m_regions->showReason(whyNoMaps());
        return;
    }
    m_regions->showReason(tr("Looking for regions…"));
    const DoubtSettings settings{.threshold = m_regions->threshold()};
    using Regions = std::vector<DoubtfulRegion>;
    auto job = std::make_unique<ResultJob<Regions>>(
        tr("Find doubtful regions of %1").arg(m_case->name),
        // Weakly, as the list keeps ended jobs, which must not keep volumes.
        [weak = std::weak_ptr(m_case), settings](const Progress& /*progress*/, const std::stop_token& stop) {
            const auto inspected = weak.lock();
            return inspected == nullptr
                       ? Regions()
                       : findDoubtfulRegions(std::get<ImageVolume>(inspected->layer("trust")->voxels),
                                             std::get<LabelVolume>(inspected->layer("label")->voxels), settings, stop);
        });
    auto* const running = job.get();
    connect(running, &Job::finished, this, [this, running, number] {
        if (number == m_regionNumber) {
            m_regions->setRegions(running->result(), m_case->scheme, m_case->uncalibrated);
        }
    });
    job->setMayStopUnasked();
    m_session.jobs().startNow(std::move(job));
}

void InspectPage::placeCrosshair(const Index3& voxel) {
    if (m_case == nullptr) {
        return;
    }
    m_crosshair = voxel;
    m_views->setCrosshair(voxel);
    m_compare->setCrosshair(voxel);
    readOut(voxel);
    if (const auto account = VoxelAccount::of(*m_case, voxel)) {
        m_weight->explain(*account, m_case->scheme);
    } else {
        m_weight->showReason(m_case->hasAllMaps ? whyNoMaps() : tr("Reading all maps…"));
    }
}

QString InspectPage::whyNoMaps() const {
    return m_case->runId == kNoRun
               ? tr("The case is shown without a prediction; predict it with all maps to see how far it can be "
                    "trusted.")
               : tr("This prediction was stored without all maps; predict with all maps to see how far it can be "
                    "trusted.");
}

void InspectPage::readOut(const std::optional<Index3>& voxel) {
    if (m_case != nullptr) {
        m_layers->showVoxel(m_case->image, voxel.value_or(m_crosshair));
    }
}

void InspectPage::showLayers() {
    m_views->setLayers(m_stack->drawingOrder());
}

void InspectPage::setGreyWindow(const GreyWindow& window) {
    m_views->setGreyWindow(window);
    m_compare->setGreyWindow(window);
}

void InspectPage::takeDraggedWindow(const GreyWindow& window) {
    m_greyWindow->setByHand(window);
    setGreyWindow(window);
}

void InspectPage::setBlinking(bool isBlinking) {
    m_views->setLayersHidden(isBlinking);
    m_compare->setLayersHidden(isBlinking);
}

void InspectPage::toggleFullSize() {
    if (m_content->currentIndex() == Comparison) {
        m_compare->toggleFullSize();
    } else if (m_content->currentIndex() == Views) {
        m_views->toggleFullSize();
    }
}

void InspectPage::goBack() {
    const bool isComparing = m_content->currentIndex() == Comparison;
    if (isComparing && m_compare->isFullSize()) {
        m_compare->showAll();
    } else if (isComparing) {
        m_compareButton->setChecked(false);
    } else {
        m_views->showAll();
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
