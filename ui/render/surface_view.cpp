#include "ui/render/surface_view.h"

#include "ui/render/vtk_view_window.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkLineSource.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>

namespace tandem {
namespace {

vtkSmartPointer<vtkPolyData> meshOf(const ClassSurface& surface) {
    vtkNew<vtkPoints> points;
    for (std::size_t at = 0; at + 2 < surface.pointsMm.size(); at += 3) {
        points->InsertNextPoint(&surface.pointsMm[at]);
    }
    vtkNew<vtkCellArray> triangles;
    for (std::size_t at = 0; at + 2 < surface.corners.size(); at += 3) {
        triangles->InsertNextCell({surface.corners[at], surface.corners[at + 1], surface.corners[at + 2]});
    }
    auto mesh = vtkSmartPointer<vtkPolyData>::New();
    mesh->SetPoints(points);
    mesh->SetPolys(triangles);
    return mesh;
}

/// The edges of the grid, which is a box also where it is oblique.
vtkSmartPointer<vtkPolyData> frameOf(const Geometry& grid) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> edges;
    for (unsigned corner = 0; corner < 8; ++corner) {
        Vector3 index{};
        for (unsigned axis = 0; axis < 3; ++axis) {
            const bool isFar = ((corner >> axis) & 1U) != 0;
            index[axis] = isFar ? static_cast<double>(grid.size[axis]) - 0.5 : -0.5;
            if (!isFar) {
                edges->InsertNextCell({corner, corner | (1U << axis)});
            }
        }
        points->InsertNextPoint(grid.positionMm(index).data());
    }
    auto frame = vtkSmartPointer<vtkPolyData>::New();
    frame->SetPoints(points);
    frame->SetLines(edges);
    return frame;
}

void setColour(vtkActor& actor, const QColor& colour) {
    actor.GetProperty()->SetColor(colour.redF(), colour.greenF(), colour.blueF());
}

}  // namespace

struct SurfaceView::Scene {
    vtkNew<vtkRenderer> renderer;
    std::vector<vtkSmartPointer<vtkActor>> surfaces;
    vtkNew<vtkActor> frame;
    std::array<vtkSmartPointer<vtkLineSource>, 3> lines;
    std::array<vtkSmartPointer<vtkActor>, 3> lineActors;
    Geometry grid;
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
    takeColours();
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
    update();
}

void SurfaceView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        takeColours();
    }
    VtkView::changeEvent(event);
}

void SurfaceView::setSurfaces(const std::vector<ClassSurface>& surfaces, const Geometry& grid) {
    m_scene->renderer->RemoveAllViewProps();
    m_scene->surfaces.clear();
    m_scene->grid = grid;
    if (grid.voxelCount() > 0) {
        vtkNew<vtkPolyDataMapper> mapper;
        mapper->SetInputData(frameOf(grid));
        m_scene->frame->SetMapper(mapper);
        m_scene->renderer->AddActor(m_scene->frame);
    }
    for (const ClassSurface& surface : surfaces) {
        vtkNew<vtkPolyDataNormals> normals;
        normals->SetInputData(meshOf(surface));
        normals->SplittingOff();
        vtkNew<vtkPolyDataMapper> mapper;
        mapper->SetInputConnection(normals->GetOutputPort());
        mapper->ScalarVisibilityOff();
        auto actor = vtkSmartPointer<vtkActor>::New();
        actor->SetMapper(mapper);
        setColour(*actor, surface.colour);
        actor->GetProperty()->SetSpecular(0.25);
        actor->GetProperty()->SetSpecularPower(20);
        m_scene->renderer->AddActor(actor);
        m_scene->surfaces.push_back(actor);
    }
    fit();
}

void SurfaceView::setCrosshair(const Vector3& positionMm) {
    const Vector3 index = m_scene->grid.indexOf(positionMm);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        Vector3 from = index;
        Vector3 to = index;
        from[axis] = -0.5;
        to[axis] = static_cast<double>(m_scene->grid.size[axis]) - 0.5;
        m_scene->lines[axis]->SetPoint1(m_scene->grid.positionMm(from).data());
        m_scene->lines[axis]->SetPoint2(m_scene->grid.positionMm(to).data());
        m_scene->renderer->AddActor(m_scene->lineActors[axis]);
    }
    m_scene->renderer->ResetCameraClippingRange();
    update();
}

void SurfaceView::fit() {
    vtkCamera* const camera = m_scene->renderer->GetActiveCamera();
    camera->SetFocalPoint(0, 0, 0);
    camera->SetPosition(0, -1, 0);  // LPS: the front is at negative y
    camera->SetViewUp(0, 0, 1);
    camera->Azimuth(-25);
    camera->Elevation(15);
    camera->OrthogonalizeViewUp();
    m_scene->renderer->ResetCamera();
    camera->Dolly(1.12);  // the fit leaves room for every turn
    m_scene->renderer->ResetCameraClippingRange();
    update();
}

void SurfaceView::pan(const QPointF& moved) {
    vtkCamera* const camera = m_scene->renderer->GetActiveCamera();
    const double mmPerPixel =
        2 * camera->GetDistance() * std::tan(camera->GetViewAngle() * 3.14159265358979 / 360) / std::max(height(), 1);
    std::array<double, 3> forward{};
    std::array<double, 3> up{};
    camera->GetDirectionOfProjection(forward.data());
    camera->GetViewUp(up.data());
    const std::array<double, 3> right{forward[1] * up[2] - forward[2] * up[1], forward[2] * up[0] - forward[0] * up[2],
                                      forward[0] * up[1] - forward[1] * up[0]};
    std::array<double, 3> focus{};
    std::array<double, 3> position{};
    camera->GetFocalPoint(focus.data());
    camera->GetPosition(position.data());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double shift = mmPerPixel * (moved.y() * up[axis] - moved.x() * right[axis]);
        focus[axis] += shift;
        position[axis] += shift;
    }
    camera->SetFocalPoint(focus.data());
    camera->SetPosition(position.data());
}

void SurfaceView::mousePressEvent(QMouseEvent* event) {
    m_last = event->position();
}

void SurfaceView::mouseMoveEvent(QMouseEvent* event) {
    constexpr double kDegreesPerPixel = 0.5;
    const QPointF moved = event->position() - m_last;
    m_last = event->position();
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->buttons().testFlag(Qt::MiddleButton) || (event->buttons().testFlag(Qt::LeftButton) && isShifted)) {
        pan(moved);
    } else if (event->buttons().testFlag(Qt::LeftButton)) {
        vtkCamera* const camera = m_scene->renderer->GetActiveCamera();
        camera->Azimuth(-moved.x() * kDegreesPerPixel);
        camera->Elevation(moved.y() * kDegreesPerPixel);
        camera->OrthogonalizeViewUp();
    }
    m_scene->renderer->ResetCameraClippingRange();
    update();
}

void SurfaceView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        Q_EMIT fullSizeAsked();
    }
}

void SurfaceView::wheelEvent(QWheelEvent* event) {
    m_scene->renderer->GetActiveCamera()->Dolly(std::pow(1.0015, event->angleDelta().y()));
    m_scene->renderer->ResetCameraClippingRange();
    update();
    event->accept();
}

void SurfaceView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Home) {
        fit();
    } else {
        VtkView::keyPressEvent(event);
    }
}

}  // namespace tandem
