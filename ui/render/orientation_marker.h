// Which way the patient lies in a view in space: six letters about a point, painted in the widget's own font.
//
// Used on the GUI thread. Invariant: the letters lie as the view is turned, opposite ones opposite to each other.
#pragma once

#include "core/volume/geometry.h"

#include <QChar>
#include <QPointF>
#include <QRectF>
#include <array>

class QPainter;
class QPalette;

namespace tandem {

/// Where a view looks: its right and its upper side as unit vectors in LPS.
struct ViewDirections {
    Vector3 right{};
    Vector3 up{};
};

struct MarkerEnd {
    QChar letter;         ///< R, L, A, P, I or S
    QPointF place;        ///< from the middle, to the right and down, within the unit circle
    double nearness = 0;  ///< 1 points at the viewer, -1 away
};

/// The farthest first, in which order they are painted.
[[nodiscard]] std::array<MarkerEnd, 6> markerEnds(const ViewDirections& view);

/// In the rectangle, which should be square.
void paintMarker(QPainter& painter, const QRectF& place, const ViewDirections& view, const QPalette& palette);

}  // namespace tandem
