// How the page is put together; what it does is in inspect_page.cpp.
#include "ui/inspect/inspect_page.h"
#include "ui/inspect/layer_panel.h"
#include "ui/inspect/layer_stack.h"
#include "ui/inspect/region_list.h"
#include "ui/inspect/weight_panel.h"
#include "ui/render/slice_view.h"
#include "ui/render/surface_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTabWidget>

namespace tandem {

QWidget* InspectPage::makeBar() {
    auto* const bar = new QWidget(this);
    auto* const layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    const auto add = [&](QComboBox*& box, const char* name, const QString& label, int least) {
        box = new QComboBox(bar);
        box->setObjectName(name);
        box->setMinimumWidth(least);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        auto* const text = new QLabel(label, bar);
        text->setBuddy(box);
        layout->addWidget(text);
        layout->addWidget(box);
        layout->addSpacing(10);
    };
    add(m_runs, "inspectRun", tr("&Run"), 150);
    add(m_cases, "inspectCase", tr("&Case"), 130);
    add(m_layerPreset, "layerPreset", tr("&Show"), 130);
    add(m_greyPreset, "greyPreset", tr("&Window"), 120);
    layout->addStretch(1);
    m_layerPreset->addItems({tr("Segmentation"), tr("Why?"), tr("Where is it wrong?"), tr("Which decoder?")});
    m_greyPreset->addItems(
        {tr("From the image"), tr("Full range"), tr("CT soft tissue"), tr("CT lung"), tr("CT bone")});
    return bar;
}

QWidget* InspectPage::makeViews() {
    auto* const views = new QWidget(this);
    m_grid = new QGridLayout(views);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(3);
    const char* names[]{"axialView", "coronalView", "sagittalView"};
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        const auto at = static_cast<std::size_t>(plane);
        m_slices[at] = new SliceView(plane, views);
        m_slices[at]->setObjectName(names[at]);
        m_slices[at]->setToolTip(QString());
    }
    m_surface = new SurfaceView(views);
    m_surface->setObjectName("surfaceView");
    m_grid->addWidget(m_slices[0], 0, 0);
    m_grid->addWidget(m_surface, 0, 1);
    m_grid->addWidget(m_slices[1], 1, 0);
    m_grid->addWidget(m_slices[2], 1, 1);
    for (const int at : {0, 1}) {
        m_grid->setRowStretch(at, 1);
        m_grid->setColumnStretch(at, 1);
    }
    return views;
}

QWidget* InspectPage::makeSide() {
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName("inspectTabs");
    m_tabs->setFixedWidth(330);
    m_layers = new LayerPanel(*m_stack, m_tabs);
    m_weight = new WeightPanel(m_tabs);
    m_regions = new RegionList(m_tabs);
    m_tabs->addTab(m_layers, tr("Layers"));
    m_tabs->addTab(m_weight, tr("Voxel"));
    m_tabs->addTab(m_regions, tr("Doubtful"));
    return m_tabs;
}

void InspectPage::connectViews() {
    for (SliceView* const view : m_slices) {
        connect(view, &SliceView::crosshairMoved, this, &InspectPage::placeCrosshair);
        connect(view, &SliceView::greyWindowChanged, this, &InspectPage::dragGreyWindow);
        connect(view, &SliceView::fullSizeAsked, this, [this, view] { showFullSize(view); });
        connect(view, &SliceView::hovered, this, [this](const Index3& voxel) {
            if (m_case != nullptr) {
                m_layers->showVoxel(m_case->image, voxel);
            }
        });
        connect(view, &SliceView::unhovered, this, [this] {
            if (m_case != nullptr) {
                m_layers->showVoxel(m_case->image, m_crosshair);
            }
        });
    }
    connect(m_surface, &SurfaceView::fullSizeAsked, this, [this] { showFullSize(m_surface); });
    connect(m_stack, &LayerStack::changed, this, &InspectPage::showLayers);
    connect(m_runs, &QComboBox::activated, this, &InspectPage::readCases);
    connect(m_cases, &QComboBox::activated, this, &InspectPage::load);
    connect(m_layerPreset, &QComboBox::activated, this,
            [this](int index) { m_stack->choose(static_cast<LayerPreset>(index)); });
    connect(m_greyPreset, &QComboBox::activated, this, &InspectPage::chooseGreyPreset);
    connect(m_regions, &RegionList::jumped, this, &InspectPage::placeCrosshair);
    connect(m_regions, &RegionList::thresholdChanged, this, &InspectPage::findRegions);
}

}  // namespace tandem
