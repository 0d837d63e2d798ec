#include "ui/inspect/inspect_page.h"

#include "core/base/error.h"
#include "ui/correction/correction_desk.h"
#include "ui/inspect/case_loader.h"
#include "ui/inspect/compare_view.h"
#include "ui/inspect/correction_link.h"
#include "ui/inspect/inspect_bar.h"
#include "ui/inspect/inspect_keys.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/linked_views.h"
#include "ui/inspect/region_list.h"
#include "ui/inspect/weight_panel.h"
#include "ui/prediction/predict_dialog.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/session/run_titles.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/translated.h"
#include "ui/train_on/train_on_question.h"
#include "ui/trust/trust_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <utility>

namespace tandem {
namespace {

constexpr std::int64_t kNoRun = InspectBar::kNoRun;

}  // namespace

InspectPage::InspectPage(ProjectSession& session, QWidget* parent)
    : ProjectPage(session, ProjectPart::Cases | ProjectPart::Labels | ProjectPart::Runs | ProjectPart::Predictions,
                  parent),
      m_stack(new LayerStack(this)),
      m_loader(new CaseLoader(session, this)),
      m_findingRegions([this](const std::vector<DoubtfulRegion>& regions) { showRegions(regions); },
                       [this](const QString& sentence, const QString&) {
                           m_regions->showReason(sentence.isEmpty() ? tr("Stopped.") : sentence);
                       }) {
    m_findingRegions.listIn(session.jobs());
    setObjectName("inspectPage");
    setFocusPolicy(Qt::StrongFocus);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bar = new InspectBar(session, this);
    layout->addWidget(m_bar);
    constexpr int kPlaceOfDesk = 1;
    m_content = new QStackedWidget(this);
    m_views = new LinkedViews(m_content);
    m_compare = new CompareView(session, *m_stack, m_content);
    m_content->addWidget(makeMessage());
    m_content->addWidget(m_views);
    m_content->addWidget(m_compare);
    auto* const middle = new QHBoxLayout;
    middle->addWidget(m_content, 1);
    middle->addWidget(makeSide());
    layout->addLayout(middle, 1);
    m_correction = new CorrectionLink(session, *m_views, *m_stack, *m_regions, *this);
    layout->insertWidget(kPlaceOfDesk, &m_correction->desk());
    m_keys = new InspectKeys(*m_stack, *this, {m_views, m_compare});
    connectParts();
    retranslate();
    load();
    whenLanguageChanges(*this, [this] { changeLanguage(); });
}

InspectPage::~InspectPage() {
    delete m_keys;  // which hears that the page's window closes, and would tell a page of which only the widget is left
}

QWidget* InspectPage::makeMessage() {
    auto* const waiting = new QWidget(m_content);
    auto* const layout = new QVBoxLayout(waiting);
    m_message = new QLabel(waiting);
    m_message->setObjectName("inspectMessage");
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_progress = new QProgressBar(waiting);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(320);
    layout->addStretch(1);
    layout->addWidget(m_message);
    layout->addWidget(m_progress, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return waiting;
}

QWidget* InspectPage::makeSide() {
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName("inspectTabs");
    m_tabs->setFixedWidth(352);
    m_layers = new LayerPanel(*m_stack, m_tabs);
    m_weight = new WeightPanel(m_tabs);
    m_regions = new RegionList(m_tabs);
    m_tabs->addTab(m_layers, QString());
    m_tabs->addTab(m_weight, QString());
    m_tabs->addTab(m_regions, QString());
    m_origin = new QLabel(this);
    m_origin->setObjectName("inspectOrigin");
    m_origin->setProperty("role", "faint");
    m_origin->setWordWrap(true);
    m_origin->hide();
    m_dice = new QLabel(this);
    m_dice->setObjectName("inspectDice");
    m_dice->setWordWrap(true);
    m_dice->hide();
    constexpr int kMargin = 8;
    m_origin->setContentsMargins(kMargin, kMargin / 2, kMargin, kMargin);
    m_dice->setContentsMargins(kMargin, kMargin / 2, kMargin, kMargin / 2);
    auto* const side = new QWidget(this);
    auto* const rows = new QVBoxLayout(side);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addWidget(m_dice);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(m_origin);
    constexpr int kLeastViews = 520;
    m_side = new FoldingSide(side, Qt::RightEdge, kLeastViews, this);
    return m_side;
}

template <class Shown>
void InspectPage::connectViews(Shown& views) {
    connect(&views, &Shown::crosshairMoved, this, &InspectPage::placeCrosshair);
    connect(&views, &Shown::hovered, this, &InspectPage::readOut);
    connect(&views, &Shown::greyWindowChanged, this, &InspectPage::takeDraggedWindow);
}

void InspectPage::connectParts() {
    connectViews(*m_views);
    connectViews(*m_compare);
    connect(m_stack, &LayerStack::changed, this, &InspectPage::showLayers);
    connect(m_bar, &InspectBar::caseChosen, this, [this] {
        m_toCorrect.reset();
        m_wantedRegions.reset();
        load();
    });
    connect(m_bar, &InspectBar::presetChosen, m_stack, &LayerStack::choose);
    connect(&m_bar->greyWindow(), &GreyWindowBox::windowChosen, this, &InspectPage::setGreyWindow);
    connect(m_bar, &InspectBar::comparingChanged, this, [this](bool isComparing) {
        showContent();
        isComparing ? m_compare->focusFirst() : m_views->focusFirst();
        tellOfComparing();
    });
    connect(m_bar, &InspectBar::correctingChanged, this, &InspectPage::setCorrecting);
    connect(&m_correction->desk(), &CorrectionDesk::correctingWanted, this, &InspectPage::setCorrecting);
    connect(&m_correction->desk(), &CorrectionDesk::trainOnWanted, this, [this](std::int64_t runId) {
        askToTrainOn(m_session, runId, *this,
                     [this](const QString& sentence) { m_correction->desk().tellFinished(sentence); });
    });
    connect(m_correction, &CorrectionLink::changed, this, &InspectPage::showCorrecting);
    connect(m_correction, &CorrectionLink::valuesChanged, this, [this] { readOut({}); });
    connect(m_bar, &InspectBar::predictionWanted, this, &InspectPage::askToPredict);
    connect(m_keys, &InspectKeys::blinked, this, &InspectPage::setBlinking);
    connect(m_keys, &InspectKeys::regionWanted, m_regions, &RegionList::jump);
    connect(m_keys, &InspectKeys::fullSizeWanted, this, &InspectPage::toggleFullSize);
    connect(m_keys, &InspectKeys::comparisonWanted, m_bar, &InspectBar::toggleComparing);
    connect(m_keys, &InspectKeys::correctionWanted, m_bar, &InspectBar::toggleCorrecting);
    connect(m_keys, &InspectKeys::backWanted, this, &InspectPage::goBack);
    connect(m_regions, &RegionList::jumped, this,
            [this](const DoubtfulRegion& region) { placeCrosshair(region.centre); });
    connect(m_regions, &RegionList::thresholdChanged, this, &InspectPage::findRegions);
    connect(m_loader, &CaseLoader::progressed, m_progress,
            [this](double fraction) { m_progress->setValue(static_cast<int>(1000 * fraction)); });
    connect(m_loader, &CaseLoader::loaded, this, &InspectPage::present);
    connect(m_loader, &CaseLoader::failed, this, [this](const QString& sentence) { showMessage(sentence, false); });
    // What is seen already stays.
    connect(m_loader, &CaseLoader::mapsStopped, this, [this] { m_regions->showReason(tr("Stopped.")); });
    connect(&m_session, &ProjectSession::showCase, this, &InspectPage::choose);
    connect(&m_session, &ProjectSession::correctCase, this, &InspectPage::correct);
    connect(&m_session, &ProjectSession::correctRegions, this, &InspectPage::correctRegions);
}

void InspectPage::retranslate() {
    m_side->setTitle(tr("layers and values"));
    m_tabs->setTabText(LayersTab, tr("Layers"));
    m_tabs->setTabText(VoxelTab, tr("Voxel"));
    m_tabs->setTabText(DoubtfulTab, tr("Doubtful"));
}

void InspectPage::choose(std::int64_t runId, std::int64_t caseId) {
    noteRead();
    m_bar->choose(runId, caseId);
    load();
}

void InspectPage::correct(std::int64_t runId, std::int64_t caseId) {
    m_toCorrect = caseId;
    choose(runId, caseId);
    if (m_case != nullptr && m_case->caseId == caseId && !m_loader->isLoading()) {
        setCorrecting(true);
    }
}

void InspectPage::correctRegions(std::int64_t runId, std::int64_t caseId, const std::vector<Index3>& centres) {
    m_wantedRegions = {caseId, centres};
    m_regions->setThreshold(DoubtSettings().threshold);  // by which they were ranked: another has other regions
    correct(runId, caseId);
    m_tabs->setCurrentIndex(DoubtfulTab);
    if (m_case != nullptr && m_case->caseId == caseId && !m_loader->isLoading()) {
        findRegions();
    }
}

void InspectPage::setCorrecting(bool isCorrecting) {
    m_toCorrect.reset();
    const bool isBack = m_bar->isComparing() && m_correction->desk().isCorrecting();
    m_bar->setComparing(m_bar->isComparing() && !isCorrecting && !isBack);
    if (!isBack) {
        m_correction->desk().setCorrecting(isCorrecting);
    }
    showCorrecting();
    if (!m_bar->isChoosing() && m_content->currentIndex() == Views) {
        m_views->focusFirst();
    }
}

/// Tiles show predictions as they are, of one plane, and the correction is of none of them.
void InspectPage::tellOfComparing() {
    if (m_correction->desk().isCorrecting()) {
        m_correction->desk().tell(m_bar->isComparing()
                                      ? tr("Tiles that compare predictions are not painted in; E goes back to the "
                                           "views of the correction.")
                                      : QString());
    }
}

void InspectPage::showCorrecting() {
    const bool isCorrecting = m_correction->desk().isCorrecting();
    m_bar->showCorrecting(isCorrecting, m_case != nullptr);
    m_keys->setLayerKeys(!isCorrecting);
    m_layers->setKeysUsed(!isCorrecting);
}

void InspectPage::reread() {
    m_bar->read();
    load();
    m_compare->readSources();
}

void InspectPage::askToPredict() {
    std::vector<std::int64_t> cases;
    if (const auto shown = m_bar->caseId(); shown && m_bar->runId() == kNoRun) {
        cases.push_back(*shown);
    }
    auto* const dialog = new PredictDialog(m_session, m_bar->runId(), this, cases);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { queuePrediction(m_session, dialog->request()); });
    openDialog(*dialog);
}

void InspectPage::showMessage(const QString& text, bool isWorking) {
    m_message->setText(breakable(text));
    m_progress->setVisible(isWorking);
    m_progress->setValue(0);
    m_content->setCurrentIndex(Message);
}

void InspectPage::load() {
    const std::optional<std::int64_t> caseId = m_bar->caseId();
    m_tabs->setVisible(caseId.has_value());
    if (!caseId) {
        m_loader->cancel();
        m_case.reset();
        m_correction->showCase(nullptr);
        m_findingRegions.forget();
        showOrigin();
        m_wanted.clear();
        showMessage(
            tr("Nothing to inspect yet.\n\nImport images on the page Datasets: they can be looked at here with their "
               "labels and, once a trained run has predicted them, with its labels and how far they can be trusted."),
            false);
        return;
    }
    try {
        const std::string before = std::exchange(m_wanted, originOf(m_session.project(), m_bar->runId(), *caseId));
        const bool isOnItsWay = m_content->currentIndex() != Message || m_loader->isLoading();
        if (before == m_wanted && isOnItsWay) {
            return;
        }
    } catch (const Error& error) {
        showMessage(QString::fromUtf8(error.what()), false);
        return;
    }
    showMessage(tr("Reading %1…").arg(m_bar->caseName()), true);
    m_loader->load(m_bar->runId(), *caseId, m_bar->caseName());
}

void InspectPage::present(const std::shared_ptr<const InspectedCase>& inspected) {
    const bool isCompletion = inspected->hasAllMaps && inspected->runId != kNoRun;
    // The same case by another run, or its maps: the person goes on looking at the same place.
    const bool isSamePlace = m_case != nullptr && m_case->caseId == inspected->caseId;
    m_case = inspected;
    showOrigin();
    if (!isCompletion) {
        m_bar->greyWindow().setRanges(m_case->grey);
        m_views->showCase(*m_case, m_bar->greyWindow().greyWindow());
    } else {
        m_views->setSurfaces(m_case->surfaces);
    }
    m_correction->showCase(m_case);
    m_compare->setCase(m_case, m_bar->greyWindow().greyWindow());
    const Index3& size = m_case->image.geometry().size;
    placeCrosshair(isSamePlace ? m_crosshair : Index3{size[0] / 2, size[1] / 2, size[2] / 2});
    findRegions();
    if (!isCompletion) {
        showContent();
        if (!m_bar->isChoosing() && !m_bar->isComparing()) {
            m_views->focusFirst();
        }
    }
    if (m_toCorrect == m_case->caseId) {
        setCorrecting(true);
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
    const bool isComparing = m_bar->isComparing();
    const bool isWaiting = m_content->currentIndex() == Message && m_loader->isLoading();
    if (m_case != nullptr && !isWaiting) {
        m_content->setCurrentIndex(isComparing ? Comparison : Views);
    }
}

void InspectPage::findRegions() {
    m_findingRegions.forget();
    if (m_case == nullptr) {
        return;
    }
    if (!m_case->hasAllMaps) {
        m_regions->showReason(tr("Reading all maps…"));
        return;
    }
    if (m_case->layer(kTrustMap) == nullptr) {
        m_regions->showReason(whyNoMaps());
        return;
    }
    m_regions->showReason(tr("Looking for regions…"));
    const DoubtSettings settings{.threshold = m_regions->threshold()};
    m_correction->setThreshold(settings.threshold);
    m_findingRegions.ask(tr("Find doubtful regions of %1").arg(m_case->name),
                         [inspected = m_case, settings](const Progress& /*progress*/, const std::stop_token& stop) {
                             return findDoubtfulRegions(std::get<ImageVolume>(inspected->layer(kTrustMap)->voxels),
                                                        std::get<LabelVolume>(inspected->layer(kLabelMap)->voxels),
                                                        settings, stop);
                         });
}

void InspectPage::showRegions(const std::vector<DoubtfulRegion>& regions) {
    m_regions->setRegions(regions, m_case->scheme, m_case->uncalibrated);
    if (m_wantedRegions && m_wantedRegions->caseId == m_case->caseId) {
        m_regions->goTo(std::exchange(m_wantedRegions, std::nullopt)->centres);
    }
}

void InspectPage::placeCrosshair(const Index3& voxel) {
    if (m_case == nullptr) {
        return;
    }
    m_crosshair = voxel;
    m_views->setCrosshair(voxel);
    m_compare->setCrosshair(voxel);
    readOut(voxel);
    if (const auto account = VoxelAccount::of(m_case->maps(), m_case->scheme.count(), voxel)) {
        m_weight->explain(*account, m_case->scheme, m_case->uncalibrated);
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
    m_bar->greyWindow().setByHand(window);
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
    if (!isComparing && m_correction->desk().drop()) {
        return;
    }
    if (isComparing && m_compare->isFullSize()) {
        m_compare->showAll();
    } else if (isComparing) {
        m_bar->setComparing(false);
    } else {
        m_views->showAll();
    }
}

void InspectPage::changeLanguage() {
    retranslate();
    noteChange();  // names and titles
    if (m_case != nullptr) {
        auto renamed = std::make_shared<InspectedCase>(*m_case);
        renamed->layers = layersOf(m_case->maps(), m_case->scheme, m_case->layerFacts());
        m_case = renamed;
        m_correction->showCase(m_case);
        placeCrosshair(m_crosshair);
        findRegions();
        showOrigin();
    }
}

}  // namespace tandem
