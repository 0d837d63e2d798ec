// Where a chart's plot lies in its widget, and how values become pixels and back. A plain value.
//
// Invariant: ranges have a length above 0; a logarithmic y range lies above 0.
#pragma once

#include "ui/picture/axis_ticks.h"

#include <QPointF>
#include <QRectF>

namespace tandem {

struct ChartFrame {
    QRectF plot;
    AxisRange x;
    AxisRange y;
    bool isLogarithmic = false;  ///< the y axis

    [[nodiscard]] QPointF pixelAt(const QPointF& value) const;
    [[nodiscard]] double xAt(double pixel) const;
    /// The range of y zoomed by a factor about a pixel row; below 1 comes nearer.
    [[nodiscard]] AxisRange zoomedY(double factor, double aboutPixel) const;
    [[nodiscard]] AxisRange zoomedX(double factor, double aboutPixel) const;
    /// The range moved by pixels, as a hand drags it.
    [[nodiscard]] AxisRange pannedX(double pixels) const;
    [[nodiscard]] AxisRange pannedY(double pixels) const;
};

}  // namespace tandem
