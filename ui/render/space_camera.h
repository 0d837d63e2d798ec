// How a view in space is looked into: turned about what it shows, panned and zoomed.
//
// Used on the GUI thread. Invariant: the first look is from the patient's front (LPS).
#pragma once

#include "ui/render/orientation_marker.h"

#include <QPointF>

class vtkRenderer;

namespace tandem {

class SpaceCamera {
public:
    /// The renderer must outlive it.
    explicit SpaceCamera(vtkRenderer& renderer) : m_renderer(&renderer) {}

    /// Everything, from the front.
    void fit();
    /// pixels: that the mouse moved.
    void turn(const QPointF& pixels);
    /// viewHeight: of the view, in the same pixels.
    void pan(const QPointF& pixels, int viewHeight);
    /// factor: greater than 1 comes nearer.
    void approach(double factor);
    /// After what is shown has changed.
    void adjustDepth();
    [[nodiscard]] ViewDirections directions() const;

private:
    [[nodiscard]] double leastDistance() const;

    vtkRenderer* m_renderer;
};

}  // namespace tandem
