#include "ui/render/surface_view.h"

#include "ui/render/space_camera.h"
#include "ui/render/space_meshes.h"
#include "ui/render/space_slices.h"
#include "ui/render/volume_prop.h"
#include "ui/render/vtk_view_window.h"
#include "ui/theme/translated.h"

#include <vtkActor.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkLineSource.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkVolume.h>

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tandem {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kCrosshairPause = 50ms;
constexpr std::chrono::milliseconds kLongestCrosshairPause = 400ms;
constexpr auto kRefinePause = 250ms;
constexpr double kCoarsest = 8;  // pixels per ray
constexpr double kOpacityBelow = 0.35;

struct ShownSurface {
    std::optional<MapName> layer;
    double opacity = 1;
    vtkSmartPointer<vtkActor> actor;
};

std::vector<ShownSurface> shownOf(const std::vector<ClassSurface>& surfaces) {
    std::vector<ShownSurface> shown;
    for (const ClassSurface& one : surfaces) {
        shown.push_back({one.layer, one.opacity, vtkSmartPointer<vtkActor>::New()});
        showSurface(*shown.back().actor, one);
    }
    return shown;
}

}  // namespace

struct SurfaceView::Scene {
    void addIfShown(const ShownSurface& surface) const {
        if (!surface.layer || shownLayers.contains(*surface.layer)) {
            renderer->AddActor(surface.actor);
        }
    }

    vtkNew<vtkRenderer> renderer;
    SpaceCamera camera{*renderer};
    std::vector<ShownSurface> surfaces;  ///< of the case
    std::vector<ShownSurface> over;
    std::set<MapName> shownLayers;  ///< whose surfaces are shown
    vtkNew<vtkActor> frame;
    std::array<vtkSmartPointer<vtkLineSource>, 3> lines;
    std::array<vtkSmartPointer<vtkActor>, 3> lineActors;
    std::optional<VolumeProp> volume;
    SpaceSlices slices;
    Geometry grid;
    std::optional<Vector3> crosshairMm;
};

SurfaceView::SurfaceView(QWidget* parent) : VtkView(parent), m_scene(std::make_unique<Scene>()) {
    setFocusPolicy(Qt::StrongFocus);
    VtkViewWindow::of(*this).AddRenderer(m_scene->renderer);
    m_scene->frame->GetProperty()->SetLighting(false);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        m_scene->lines[axis] = vtkSmartPointer<vtkLineSource>::New();
        m_scene->lineActors[axis] = vtkSmartPointer<vtkActor>::New();
        vtkNew<vtkPolyDataMapper> mapper;
        mapper->SetInputConnection(m_scene->lines[axis]->GetOutputPort());
        m_scene->lineActors[axis]->SetMapper(mapper);
        m_scene->lineActors[axis]->GetProperty()->SetLighting(false);
    }
    m_crosshairTimer.setSingleShot(true);
    m_crosshairTimer.setInterval(kCrosshairPause);
    m_refineTimer.setSingleShot(true);
    m_refineTimer.setInterval(kRefinePause);
    connect(&m_crosshairTimer, &QTimer::timeout, this, &SurfaceView::placeCrosshair);
    connect(&m_refineTimer, &QTimer::timeout, this, [this] {
        m_isMoving = false;
        sceneChanged();
    });
    takeColours();
    keepTranslated(*this, [this] { setAccessibleName(tr("View in space")); });
}

SurfaceView::~SurfaceView() {
    VtkViewWindow::of(*this).RemoveRenderer(m_scene->renderer);
}

void SurfaceView::takeColours() {
    const QColor ground = palette().color(QPalette::Base);
    m_scene->renderer->SetBackground(ground.redF(), ground.greenF(), ground.blueF());
    setColour(*m_scene->frame, palette().color(QPalette::Mid));
    for (const auto& actor : m_scene->lineActors) {
        setColour(*actor, palette().color(QPalette::Highlight));
    }
    sceneChanged();
}

void SurfaceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        takeColours();
    }
    VtkView::changeEvent(event);
}

void SurfaceView::setSurfaces(const std::vector<ClassSurface>& surfaces, const Geometry& grid) {
    m_scene->surfaces = shownOf(surfaces);
    m_scene->over.clear();
    m_scene->grid = grid;
    m_scene->crosshairMm.reset();
    if (grid.voxelCount() > 0) {
        showFrame(*m_scene->frame, grid);
    }
    showContent();
    fit();
}

void SurfaceView::setSurfaces(const std::vector<ClassSurface>& surfaces) {
    m_scene->surfaces = shownOf(surfaces);
    showContent();
    drawMoving();
}

void SurfaceView::setSurfacesOver(const std::vector<ClassSurface>& surfaces) {
    if (!surfaces.empty() || !m_scene->over.empty()) {
        m_scene->over = shownOf(surfaces);
        showContent();
        drawMoving();
    }
}

void SurfaceView::setVolume(const ImageVolume& reduced, const GreyWindow& window) {
    if (!m_scene->volume.has_value()) {
        m_scene->volume.emplace();
    }
    m_scene->volume->setImage(reduced);
    m_scene->volume->setGreyWindow(window);
    showContent();
    drawMoving();
}

void SurfaceView::setImage(const ImageVolume& image, const GreyWindow& window) {
    m_scene->slices.setImage(image, window);
    slicesChanged();
}

void SurfaceView::setLayers(const std::vector<SliceLayer>& layers) {
    m_scene->slices.setLayers(layers);
    std::set<MapName> shown;
    for (const SliceLayer& layer : layers) {
        if (layer.isVisible) {
            shown.insert(layer.map);
        }
    }
    if (std::exchange(m_scene->shownLayers, shown) != shown && showsSurfaces()) {
        showContent();
        drawMoving();
    }
    slicesChanged();
}

void SurfaceView::setLayersHidden(bool areHidden) {
    m_scene->slices.setLayersHidden(areHidden);
    slicesChanged();
}

void SurfaceView::slicesChanged() {
    if (m_content == SpaceContent::Slices) {
        sceneChanged();
    }
}

void SurfaceView::setGreyWindow(const GreyWindow& window) {
    m_scene->slices.setGreyWindow(window);
    slicesChanged();
    if (m_scene->volume.has_value()) {
        m_scene->volume->setGreyWindow(window);
        if (showsVolume()) {
            drawMoving();
        }
    }
}

void SurfaceView::setContent(SpaceContent content) {
    m_content = content;
    showContent();
    drawMoving();
}

bool SurfaceView::showsVolume() const {
    const bool isAsked = m_content == SpaceContent::Volume || m_content == SpaceContent::SurfacesAndVolume;
    return isAsked && m_scene->volume.has_value();
}

bool SurfaceView::showsSurfaces() const {
    return m_content == SpaceContent::Surfaces || m_content == SpaceContent::SurfacesAndVolume;
}

void SurfaceView::showContent() {
    vtkRenderer& renderer = *m_scene->renderer;
    renderer.RemoveAllViewProps();
    if (m_scene->grid.voxelCount() > 0) {
        renderer.AddActor(m_scene->frame);
    }
    if (showsSurfaces()) {
        const double most = m_scene->over.empty() ? 1 : kOpacityBelow;
        for (const ShownSurface& one : m_scene->surfaces) {
            setOpacity(*one.actor, std::min(one.opacity, most));
            m_scene->addIfShown(one);
        }
        for (const ShownSurface& one : m_scene->over) {
            m_scene->addIfShown(one);
        }
    }
    if (showsVolume()) {
        renderer.AddVolume(&m_scene->volume->prop());
    }
    if (m_content == SpaceContent::Slices) {
        m_scene->slices.addTo(renderer);
    }
    placeCrosshair();
}

void SurfaceView::setCrosshair(const Vector3& positionMm) {
    m_scene->crosshairMm = positionMm;
    if (!m_crosshairTimer.isActive()) {
        m_crosshairTimer.start();
    }
}

void SurfaceView::placeCrosshair() {
    if (!m_scene->crosshairMm.has_value()) {
        return;
    }
    const Vector3 index = m_scene->grid.indexOf(*m_scene->crosshairMm);
    Index3 voxel{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        voxel[axis] = std::clamp<std::int64_t>(std::llround(index[axis]), 0, m_scene->grid.size[axis] - 1);
    }
    m_scene->slices.setCrosshair(voxel);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        Vector3 from = index;
        Vector3 to = index;
        from[axis] = -0.5;
        to[axis] = static_cast<double>(m_scene->grid.size[axis]) - 0.5;
        m_scene->lines[axis]->SetPoint1(m_scene->grid.positionMm(from).data());
        m_scene->lines[axis]->SetPoint2(m_scene->grid.positionMm(to).data());
        m_scene->renderer->AddActor(m_scene->lineActors[axis]);
    }
    m_scene->camera.adjustDepth();
    drawMoving();
}

void SurfaceView::fit() {
    m_scene->camera.fit();
    drawMoving();
}

void SurfaceView::drawMoving() {
    m_isMoving = showsVolume();
    if (m_isMoving) {
        m_refineTimer.start();
    }
    sceneChanged();
}

double SurfaceView::wantedPixelsPerRay() const {
    const double mostSeconds = m_isMoving ? 0.05 : 0.2;
    const double pixels = std::sqrt(m_secondsAtFinest / mostSeconds);
    return std::clamp(std::ceil(2 * pixels) / 2, 1.0, kCoarsest);
}

ViewDirections SurfaceView::directions() const {
    return m_scene->camera.directions();
}

void SurfaceView::paintEvent(QPaintEvent* event) {
    constexpr double kMargin = 6;
    constexpr double kMostSide = 84;
    VtkView::paintEvent(event);
    const double side = std::min(kMostSide, 0.35 * std::min(width(), height()));
    if (m_scene->grid.voxelCount() > 0) {
        QPainter painter(this);
        painter.setFont(font());
        paintMarker(painter, {kMargin, height() - side - kMargin, side, side}, directions(), palette());
    }
}

void SurfaceView::beforeDrawing() {
    if (m_content == SpaceContent::Slices) {
        m_scene->slices.compose();
    }
    if (showsVolume()) {
        m_pixelsPerRay = wantedPixelsPerRay();
        m_scene->volume->setPixelsPerRay(m_pixelsPerRay);
    }
}

void SurfaceView::afterDrawing(double seconds) {
    // Whatever it shows, it shall not take much of the time in which slices are scrolled.
    m_crosshairTimer.setInterval(
        std::clamp(std::chrono::milliseconds(std::llround(4000 * seconds)), kCrosshairPause, kLongestCrosshairPause));
    if (showsVolume()) {
        m_secondsAtFinest = seconds * m_pixelsPerRay * m_pixelsPerRay;
        if (!m_isMoving && wantedPixelsPerRay() < 0.8 * m_pixelsPerRay) {
            m_refineTimer.start();  // the first frame also prepares, which made it seem slower than it is
        }
    }
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
    m_last = event->position();
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF moved = event->position() - m_last;
    m_last = event->position();
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->buttons().testFlag(Qt::MiddleButton) || (event->buttons().testFlag(Qt::LeftButton) && isShifted)) {
        m_scene->camera.pan(moved, height());
    } else if (event->buttons().testFlag(Qt::LeftButton)) {
        m_scene->camera.turn(moved);
    }
    drawMoving();
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        Q_EMIT fullSizeAsked();
    }
}

void SurfaceView::wheelEvent(QWheelEvent* event) {
    m_scene->camera.approach(std::pow(1.0015, event->angleDelta().y()));
    drawMoving();
    event->accept();
}

void SurfaceView::keyPressEvent(QKeyEvent* event) {
    constexpr double kTurn = 20;  // pixels, as if by the mouse
    constexpr double kZoomStep = 1.2;
    switch (event->key()) {
        case Qt::Key_Home:
            return fit();
        case Qt::Key_Left:
            m_scene->camera.turn({-kTurn, 0});
            return drawMoving();
        case Qt::Key_Right:
            m_scene->camera.turn({kTurn, 0});
            return drawMoving();
        case Qt::Key_Up:
            m_scene->camera.turn({0, -kTurn});
            return drawMoving();
        case Qt::Key_Down:
            m_scene->camera.turn({0, kTurn});
            return drawMoving();
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            m_scene->camera.approach(kZoomStep);
            return drawMoving();
        case Qt::Key_Minus:
            m_scene->camera.approach(1 / kZoomStep);
            return drawMoving();
        default:
            return VtkView::keyPressEvent(event);
    }
}

}  // namespace tandem
