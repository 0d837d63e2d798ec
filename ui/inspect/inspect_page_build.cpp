// How the page is put together; what it does is in inspect_page.cpp.
#include "ui/inspect/case_loader.h"
#include "ui/inspect/compare_view.h"
#include "ui/inspect/grey_window_box.h"
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/linked_views.h"
#include "ui/inspect/region_list.h"
#include "ui/inspect/weight_panel.h"
#include "ui/session/project_session.h"
#include "ui/theme/folding_side.h"
#include "ui/theme/name_box.h"
#include "ui/theme/wrapping_bar.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tandem {
namespace {

struct PresetWords {
    QString name;
    QString explanation;
};

/// In the order of LayerPreset. Tooltips are broken into lines, as they break no plain text.
std::array<PresetWords, 6> presetWords() {
    return {{{InspectPage::tr("Segmentation"),
              InspectPage::tr("The prediction, and the case's own label where it has one.")},
             {InspectPage::tr("What to trust?"),
              InspectPage::tr("Trust: how likely the label shown is right, as validation cases taught.\n"
                              "This is what to rely on; only what may be wrong is coloured.")},
             {InspectPage::tr("Where is it wrong?"),
              InspectPage::tr("What the prediction missed or invented, against the case's own label.")},
             {InspectPage::tr("How sure is A?"),
              InspectPage::tr("The uncertainty that decoder A states of itself, not checked on any case:\n"
                              "it may be sure and wrong. See trust for what to rely on.")},
             {InspectPage::tr("Who teaches whom?"),
              InspectPage::tr("Which decoder would teach the other in a training step: the surer one.")},
             {InspectPage::tr("Do A and B agree?"), InspectPage::tr("Where the labels of the two decoders differ.")}}};
}

}  // namespace

InspectPage::InspectPage(ProjectSession& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_stack(new LayerStack(this)), m_loader(new CaseLoader(session, this)) {
    setObjectName("inspectPage");
    setFocusPolicy(Qt::StrongFocus);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
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
    makeActions();
    connectParts();
    retranslate();
    load();
}

InspectPage::~InspectPage() = default;

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

QLabel* InspectPage::addToBar(QHBoxLayout& bar, QComboBox& box, const char* name) {
    box.setObjectName(name);
    auto* const label = new QLabel(this);
    label->setBuddy(&box);
    bar.addWidget(label);
    bar.addWidget(&box, 1);
    bar.addSpacing(4);
    return label;
}

QWidget* InspectPage::makeBar() {
    constexpr int kNameWidth = 260;
    auto* const bar = new WrappingBar(this);
    bar->setMargins({12, 8, 12, 8});
    QHBoxLayout* const names = bar->addGroup(1);
    QHBoxLayout* const looks = bar->addGroup();
    m_runs = new NameBox(bar, 6);
    m_cases = new NameBox(bar, 6);
    for (QComboBox* const box : {m_runs, m_cases}) {
        box->setMaximumWidth(kNameWidth);
    }
    m_layerPreset = new QComboBox(bar);
    for (std::size_t at = 0; at < presetWords().size(); ++at) {
        m_layerPreset->addItem(QString());
    }
    m_greyWindow = new GreyWindowBox(m_session.folder(), bar);
    for (QComboBox* const choice : {m_layerPreset, static_cast<QComboBox*>(m_greyWindow)}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        choice->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    m_barLabels = {addToBar(*names, *m_runs, "inspectRun"), addToBar(*names, *m_cases, "inspectCase"),
                   addToBar(*looks, *m_layerPreset, "layerPreset"), addToBar(*looks, *m_greyWindow, "greyPreset")};
    names->addStretch();
    looks->addStretch();
    m_predictButton = new QPushButton(bar);
    m_predictButton->setObjectName("predictCasesButton");
    looks->addWidget(m_predictButton);
    m_compareButton = new QPushButton(bar);
    m_compareButton->setObjectName("compareButton");
    m_compareButton->setCheckable(true);
    looks->addWidget(m_compareButton);
    return bar;
}

QWidget* InspectPage::makeSide() {
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName("inspectTabs");
    m_tabs->setFixedWidth(330);
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

QAction* InspectPage::addKey(const QKeySequence& key, QWidget& where) {
    auto* const action = new QAction(this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    where.addAction(action);
    return action;
}

void InspectPage::makeActions() {
    for (int digit = 0; digit <= 9; ++digit) {
        m_layerKeys.push_back(addKey(QKeySequence(Qt::Key_0 + digit), *this));
        connect(m_layerKeys.back(), &QAction::triggered, m_stack, [this, digit] { m_stack->toggleKey(digit); });
    }
    m_nextRegion = addKey(QKeySequence(Qt::Key_N), *this);
    m_previousRegion = addKey(QKeySequence(Qt::Key_P), *this);
    m_nextRegion->setAutoRepeat(true);
    m_previousRegion->setAutoRepeat(true);
    m_fullSizeAction = addKey(QKeySequence(Qt::Key_F), *this);
    m_compareAction = addKey(QKeySequence(Qt::Key_C), *this);
    m_back = addKey(QKeySequence(Qt::Key_Escape), *this);
    // Only in the views: elsewhere Space presses buttons.
    for (QWidget* const where : {static_cast<QWidget*>(m_views), static_cast<QWidget*>(m_compare)}) {
        m_blink.push_back(addKey(QKeySequence(Qt::Key_Space), *where));
        connect(m_blink.back(), &QAction::triggered, this, [this] { setBlinking(true); });
    }
    connect(m_nextRegion, &QAction::triggered, this, [this] { m_regions->jump(1); });
    connect(m_previousRegion, &QAction::triggered, this, [this] { m_regions->jump(-1); });
    connect(m_fullSizeAction, &QAction::triggered, this, &InspectPage::toggleFullSize);
    connect(m_compareAction, &QAction::triggered, m_compareButton, &QPushButton::click);
    connect(m_back, &QAction::triggered, this, &InspectPage::goBack);
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
    connect(m_runs, &QComboBox::activated, this, &InspectPage::takeChosenRun);
    connect(m_cases, &QComboBox::activated, this, &InspectPage::load);
    connect(m_layerPreset, &QComboBox::activated, m_stack,
            [this](int index) { m_stack->choose(static_cast<LayerPreset>(index)); });
    connect(m_layerPreset, &QComboBox::currentIndexChanged, this, &InspectPage::enableBar);
    connect(m_greyWindow, &GreyWindowBox::windowChosen, this, &InspectPage::setGreyWindow);
    connect(m_compareButton, &QPushButton::toggled, this, [this](bool isComparing) {
        showContent();
        isComparing ? m_compare->focusFirst() : m_views->focusFirst();
    });
    connect(m_predictButton, &QPushButton::clicked, this, &InspectPage::askToPredict);
    connect(m_regions, &RegionList::jumped, this, &InspectPage::placeCrosshair);
    connect(m_regions, &RegionList::thresholdChanged, this, &InspectPage::findRegions);
    connect(m_loader, &CaseLoader::progressed, m_progress,
            [this](double fraction) { m_progress->setValue(static_cast<int>(1000 * fraction)); });
    connect(m_loader, &CaseLoader::loaded, this, &InspectPage::present);
    connect(m_loader, &CaseLoader::failed, this, [this](const QString& sentence) { showMessage(sentence, false); });
    for (const auto change : {&ProjectSession::predictionsChanged, &ProjectSession::runsChanged,
                              &ProjectSession::casesChanged, &ProjectSession::labelsChanged}) {
        connect(&m_session, change, this, &InspectPage::refresh);
    }
    connect(&m_session, &ProjectSession::showCase, this, &InspectPage::choose);
}

void InspectPage::enableBar() {
    const bool isEmpty = m_cases->count() == 0;
    const QString reason = tr("There is no case to inspect yet.");
    for (QComboBox* const box : {m_runs, m_cases, m_layerPreset, static_cast<QComboBox*>(m_greyWindow)}) {
        box->setEnabled(!isEmpty);
        box->setToolTip(isEmpty ? reason : QString());
    }
    if (!isEmpty) {
        m_layerPreset->setToolTip(m_layerPreset->currentData(Qt::ToolTipRole).toString());
    }
    m_compareButton->setEnabled(!isEmpty);
    m_compareButton->setToolTip(isEmpty ? reason
                                        : tr("Two to four predictions, or the label, side by side (key %1)").arg("C"));
    m_tabs->setVisible(!isEmpty);
}

void InspectPage::retranslate() {
    const QString labels[]{tr("&Run"), tr("&Case"), tr("&Show"), tr("&Window")};
    for (std::size_t at = 0; at < m_barLabels.size(); ++at) {
        m_barLabels[at]->setText(labels[at]);
    }
    for (int at = 0; const auto& [name, explanation] : presetWords()) {
        m_layerPreset->setItemText(at, name);
        m_layerPreset->setItemData(at++, explanation, Qt::ToolTipRole);
    }
    m_predictButton->setText(tr("Pre&dict…"));
    m_predictButton->setToolTip(tr("Segment more cases with a trained run"));
    m_compareButton->setText(tr("C&ompare"));
    m_side->setTitle(tr("layers and values"));
    m_tabs->setTabText(0, tr("Layers"));
    m_tabs->setTabText(1, tr("Voxel"));
    m_tabs->setTabText(2, tr("Doubtful"));
    m_nextRegion->setText(tr("Next doubtful region"));
    m_previousRegion->setText(tr("Previous doubtful region"));
    m_fullSizeAction->setText(tr("View to full size and back"));
    m_compareAction->setText(tr("Compare predictions"));
    m_back->setText(tr("Back to all views"));
    for (QAction* const blink : m_blink) {
        blink->setText(tr("Blink: the image without layers, while held"));
    }
    nameLayerKeys();
    nameRuns();
    enableBar();
}

void InspectPage::nameLayerKeys() {
    for (std::size_t digit = 0; digit < m_layerKeys.size(); ++digit) {
        const auto& layers = m_stack->layers();
        const auto layer = std::ranges::find_if(
            layers, [digit](const SliceLayer& one) { return keyOfLayer(one.id) == static_cast<int>(digit); });
        m_layerKeys[digit]->setText(layer == layers.end() ? tr("Layer %1").arg(digit)
                                                          : tr("Layer: %1").arg(layer->name));
    }
}

void InspectPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        readRuns();
        if (m_case != nullptr) {
            m_stack->setLayers(layersOf(m_case->voxels(), m_case->scheme));
            nameLayerKeys();
            placeCrosshair(m_crosshair);
            findRegions();
            showOrigin();
        }
    } else if (event->type() == QEvent::ActivationChange && !isActiveWindow()) {
        setBlinking(false);  // the key's release goes to another window
    }
    QWidget::changeEvent(event);
}

}  // namespace tandem
