// What stands over and in a chart: the legend of its curves and their values at a place. For the thread that paints.
#pragma once

#include "ui/picture/chart_frame.h"
#include "ui/training/chart/chart_series.h"

#include <QFontMetricsF>
#include <QPalette>
#include <QRectF>
#include <span>
#include <vector>

class QPainter;

namespace tandem {

/// A series as it is drawn now.
struct DrawnSeries {
    const ChartSeries* series = nullptr;
    std::span<const QPointF> points;  ///< smoothed
    std::span<const QPointF> faint;   ///< the same before smoothing, drawn faintly; empty when there is none
    bool isShown = true;
};

/// How high the legend is when it may be so wide.
[[nodiscard]] double legendHeight(double width, std::span<const DrawnSeries> series, const QFontMetricsF& metrics);
/// Entries from left to right and on further rows within a rectangle. The place of each.
std::vector<QRectF> paintLegend(QPainter& painter, const QPalette& palette, const QRectF& place,
                                std::span<const DrawnSeries> series);
/// A line at x with what every shown series has there.
void paintReadings(QPainter& painter, const QPalette& palette, const ChartFrame& frame, double x, const QString& xTitle,
                   std::span<const DrawnSeries> series);

}  // namespace tandem
