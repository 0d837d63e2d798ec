// Draws the parts of a chart in the colours of a palette. For the thread that paints.
//
// Invariant: nothing is drawn outside of the frame's plot but ticks, titles and the legend.
#pragma once

#include "ui/training/chart/chart_frame.h"
#include "ui/training/chart/chart_series.h"

#include <QFontMetricsF>
#include <QPalette>
#include <QRectF>
#include <optional>
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

class ChartPainter {
public:
    ChartPainter(QPainter& painter, const ChartFrame& frame, const QPalette& palette);

    void drawAxes();
    void drawSeries(std::span<const DrawnSeries> series);
    /// A line at x with what every shown series has there.
    void drawReadings(double x, const QString& xTitle, std::span<const DrawnSeries> series);
    /// Entries from left to right and on further rows within a rectangle. The place of each.
    std::vector<QRectF> drawLegend(const QRectF& place, std::span<const DrawnSeries> series);

private:
    QPainter& m_painter;
    const ChartFrame& m_frame;
    const QPalette& m_palette;
};

/// How high the legend is when it may be so wide.
[[nodiscard]] double legendHeight(double width, std::span<const DrawnSeries> series, const QFontMetricsF& metrics);

}  // namespace tandem
