#include "ui/render/space_camera.h"

#include <vtkCamera.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace tandem {

void SpaceCamera::fit() {
    vtkCamera* const camera = m_renderer->GetActiveCamera();
    camera->SetFocalPoint(0, 0, 0);
    camera->SetPosition(0, -1, 0);  // LPS: the front is at negative y
    camera->SetViewUp(0, 0, 1);
    camera->Azimuth(-25);
    camera->Elevation(15);
    camera->OrthogonalizeViewUp();
    m_renderer->ResetCamera();
    // The fit leaves room for every turn; in a narrow view what is seen now needs it.
    camera->Dolly(std::min(1.12, camera->GetDistance() / leastDistance()));
    adjustDepth();
}

/// From which every corner of what is shown is within the view.
double SpaceCamera::leastDistance() const {
    constexpr double kPartUsed = 0.96;
    std::array<double, 6> bounds{};
    m_renderer->ComputeVisiblePropBounds(bounds.data());
    vtkCamera* const camera = m_renderer->GetActiveCamera();
    const auto [right, up] = directions();
    Vector3 forward{};
    Vector3 focus{};
    camera->GetDirectionOfProjection(forward.data());
    camera->GetFocalPoint(focus.data());
    const double tangent = kPartUsed * std::tan(camera->GetViewAngle() * std::numbers::pi / 360);
    const double aspect = m_renderer->GetTiledAspectRatio();
    double least = 1e-6;
    for (std::size_t corner = 0; corner < 8; ++corner) {
        double across = 0;
        double above = 0;
        double behind = 0;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const double from = bounds[2 * axis + (corner >> axis & 1U)] - focus[axis];
            across += from * right[axis];
            above += from * up[axis];
            behind += from * forward[axis];
        }
        least = std::max(least, std::max(std::abs(across) / aspect, std::abs(above)) / tangent - behind);
    }
    return least;
}

void SpaceCamera::turn(const QPointF& pixels) {
    constexpr double kDegreesPerPixel = 0.5;
    vtkCamera* const camera = m_renderer->GetActiveCamera();
    camera->Azimuth(-pixels.x() * kDegreesPerPixel);
    camera->Elevation(pixels.y() * kDegreesPerPixel);
    camera->OrthogonalizeViewUp();
    adjustDepth();
}

void SpaceCamera::pan(const QPointF& pixels, int viewHeight) {
    vtkCamera* const camera = m_renderer->GetActiveCamera();
    const double mmPerPixel =
        2 * camera->GetDistance() * std::tan(camera->GetViewAngle() * std::numbers::pi / 360) / std::max(viewHeight, 1);
    const auto [right, up] = directions();
    std::array<double, 3> focus{};
    std::array<double, 3> position{};
    camera->GetFocalPoint(focus.data());
    camera->GetPosition(position.data());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double shift = mmPerPixel * (pixels.y() * up[axis] - pixels.x() * right[axis]);
        focus[axis] += shift;
        position[axis] += shift;
    }
    camera->SetFocalPoint(focus.data());
    camera->SetPosition(position.data());
    adjustDepth();
}

void SpaceCamera::approach(double factor) {
    m_renderer->GetActiveCamera()->Dolly(factor);
    adjustDepth();
}

ViewDirections SpaceCamera::directions() const {
    vtkCamera* const camera = m_renderer->GetActiveCamera();
    Vector3 forward{};
    ViewDirections view;
    camera->GetDirectionOfProjection(forward.data());
    camera->GetViewUp(view.up.data());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::size_t next = (axis + 1) % 3;
        const std::size_t last = (axis + 2) % 3;
        view.right[axis] = forward[next] * view.up[last] - forward[last] * view.up[next];
    }
    return view;
}

void SpaceCamera::adjustDepth() {
    m_renderer->ResetCameraClippingRange();
}

}  // namespace tandem
