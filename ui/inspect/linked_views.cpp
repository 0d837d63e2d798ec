#include "ui/inspect/linked_views.h"

#include "ui/render/slice_view.h"
#include "ui/render/surface_view.h"
#include "ui/theme/translated.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

namespace tandem {

LinkedViews::LinkedViews(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    setObjectName("linkedViews");
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(3);
    const char* names[]{"axialView", "coronalView", "sagittalView"};
    for (const Plane plane : {Plane::Axial, Plane::Coronal, Plane::Sagittal}) {
        const auto at = static_cast<std::size_t>(plane);
        m_slices[at] = new SliceView(plane, this);
        m_slices[at]->setObjectName(names[at]);
        connectSlice(*m_slices[at]);
    }
    makeSpace();
    const std::array<QWidget*, 4> all = places();
    for (int at = 0; at < 4; ++at) {
        m_grid->addWidget(all[static_cast<std::size_t>(at)], at / 2, at % 2);
    }
    arrange();
    keepTranslated(*this, [this] { retranslate(); });
}

void LinkedViews::makeSpace() {
    m_space = new SurfaceView(this);
    m_space->setObjectName("surfaceView");
    m_spaceTitle = new QLabel(m_space);
    m_spaceContent = new QComboBox(m_space);
    m_spaceContent->setObjectName("spaceContent");
    m_spaceContent->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* const layout = new QVBoxLayout(m_space);
    layout->setContentsMargins(8, 6, 8, 6);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_spaceTitle);
    top->addStretch(1);
    top->addWidget(m_spaceContent);
    layout->addLayout(top);
    layout->addStretch(1);
    connect(m_space, &SurfaceView::fullSizeAsked, this, [this] { toggleFullSizeOf(m_space); });
    connect(m_spaceContent, &QComboBox::currentIndexChanged, m_space, [this](int index) {
        m_space->setContent(static_cast<SpaceContent>(index));
        noteSpace();
    });
}

void LinkedViews::connectSlice(SliceView& view) {
    connect(&view, &SliceView::crosshairMoved, this, &LinkedViews::crosshairMoved);
    connect(&view, &SliceView::greyWindowChanged, this, &LinkedViews::greyWindowChanged);
    connect(&view, &SliceView::hovered, this, [this](const Index3& voxel) { Q_EMIT hovered(voxel); });
    connect(&view, &SliceView::unhovered, this, [this] { Q_EMIT hovered(std::nullopt); });
    connect(&view, &SliceView::fullSizeAsked, this, [this, shown = &view] { toggleFullSizeOf(shown); });
}

void LinkedViews::retranslate() {
    m_spaceTitle->setText(tr("In space"));
    m_spaceContent->setAccessibleName(tr("What is shown in space"));
    const QString names[]{tr("Surfaces"), tr("Volume"), tr("Both"), tr("Slices")};
    if (m_spaceContent->count() == 0) {  // not empty first: a box keeps the least width of what it held then
        m_spaceContent->addItems(QStringList(std::begin(names), std::end(names)));
    }
    for (int content = 0; content < m_spaceContent->count(); ++content) {
        m_spaceContent->setItemText(content, names[content]);
    }
}

std::array<QWidget*, 4> LinkedViews::places() const {
    return {m_slices[0], m_space, m_slices[1], m_slices[2]};
}

void LinkedViews::showCase(const InspectedCase& inspected, const GreyWindow& window) {
    m_geometry = inspected.image.geometry();
    for (SliceView* const view : m_slices) {
        view->setImage(inspected.image, window);
    }
    m_space->setSurfaces(inspected.surfaces, m_geometry);
    m_space->setVolume(inspected.reduced, window);
    m_space->setImage(inspected.image, window);
}

void LinkedViews::setSurfaces(const std::vector<ClassSurface>& surfaces) {
    m_space->setSurfaces(surfaces);
}

void LinkedViews::setCorrectionSurfaces(const std::vector<ClassSurface>& surfaces) {
    m_space->setSurfacesOver(surfaces);
}

bool LinkedViews::areSurfacesShown() const {
    const SpaceContent content = m_space->content();
    return m_space->isVisible() && (content == SpaceContent::Surfaces || content == SpaceContent::SurfacesAndVolume);
}

void LinkedViews::noteSpace() {
    if (areSurfacesShown()) {
        Q_EMIT surfacesShown();
    }
}

void LinkedViews::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    noteSpace();
}

void LinkedViews::setLayers(const std::vector<SliceLayer>& layers) {
    for (SliceView* const view : m_slices) {
        view->setLayers(layers);
    }
    m_layers = layers;
    m_space->setLayers(layers);
}

void LinkedViews::setTool(SliceTool* tool) {
    for (SliceView* const view : m_slices) {
        view->setTool(tool);
    }
}

void LinkedViews::showPreview() {
    for (SliceView* const view : m_slices) {
        view->update();
    }
}

void LinkedViews::setMarks(const std::function<std::optional<SliceMarks>(std::size_t through)>& marksOf) {
    for (SliceView* const view : m_slices) {
        view->setMarks(marksOf(view->slicePlane().through));
    }
}

void LinkedViews::showChange(const MapName& map, const Box& changed) {
    for (SliceView* const view : m_slices) {
        view->showChange(map, changed);
    }
}

void LinkedViews::showChangeInSpace() {
    m_space->setLayers(m_layers);
}

const SliceView& LinkedViews::sliceInUse() const {
    const auto found = std::ranges::find(m_slices, focusWidget(), [](SliceView* view) -> QWidget* { return view; });
    return found == m_slices.end() ? *m_slices[0] : **found;
}

void LinkedViews::setLayersHidden(bool areHidden) {
    for (SliceView* const view : m_slices) {
        view->setLayersHidden(areHidden);
    }
    m_space->setLayersHidden(areHidden);
}

void LinkedViews::setGreyWindow(const GreyWindow& window) {
    for (SliceView* const view : m_slices) {
        view->setGreyWindow(window);
    }
    m_space->setGreyWindow(window);
}

void LinkedViews::setCrosshair(const Index3& voxel) {
    for (SliceView* const view : m_slices) {
        view->setCrosshair(voxel);
    }
    m_space->setCrosshair(m_geometry.positionMm({double(voxel[0]), double(voxel[1]), double(voxel[2])}));
}

void LinkedViews::focusFirst() {
    m_slices[0]->setFocus();
}

void LinkedViews::toggleFullSize() {
    const std::array<QWidget*, 4> all = places();
    const auto focused = std::ranges::find_if(
        all, [this](QWidget* view) { return view == focusWidget() || view->isAncestorOf(focusWidget()); });
    toggleFullSizeOf(focused == all.end() ? all[0] : *focused);
}

void LinkedViews::showAll() {
    m_fullSize = nullptr;
    arrange();
}

void LinkedViews::toggleFullSizeOf(QWidget* view) {
    m_fullSize = m_fullSize == nullptr ? view : nullptr;
    arrange();
    view->setFocus();
}

void LinkedViews::arrange() {
    const std::array<QWidget*, 4> all = places();
    for (const int at : {0, 1}) {
        m_grid->setRowStretch(at, 0);
        m_grid->setColumnStretch(at, 0);
    }
    for (int at = 0; at < 4; ++at) {
        QWidget* const one = all[static_cast<std::size_t>(at)];
        const bool isShown = m_fullSize == nullptr || m_fullSize == one;
        one->setVisible(isShown);
        if (isShown) {
            m_grid->setRowStretch(at / 2, 1);
            m_grid->setColumnStretch(at % 2, 1);
        }
    }
    noteSpace();
}

}  // namespace tandem
