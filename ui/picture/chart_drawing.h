// What a plot over two axes shows, whoever draws it. Plain values; the function is thread-safe.
//
// Invariant: a value is drawn where ChartFrame::pixelAt says; the later lies over the earlier, lines over bars.
#pragma once

#include "ui/picture/chart_frame.h"

#include <QColor>
#include <vector>

namespace tandem {

/// Dots joined by a line, in the units of the axes, and broken where a value cannot be shown.
struct ChartLine {
    std::vector<QPointF> points;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;  ///< Qt::NoPen for the dots alone
    double width = 1.6;                  ///< pixels
    double dotDiameter = 0;              ///< pixels; 0 for the line alone
};

/// A bar from zero.
struct ChartBar {
    double from = 0;  ///< along x
    double to = 0;
    double height = 0;
};

/// From left to right.
struct ChartBars {
    std::vector<ChartBar> bars;
    QColor colour;
};

struct ChartDrawing {
    ChartFrame frame;        ///< in the pixels of what is drawn on
    bool areCounts = false;  ///< y comes in whole numbers, and so do its ticks
    std::vector<ChartBars> bars;
    std::vector<ChartLine> lines;
};

struct ChartTicks {
    std::vector<AxisTick> left;
    std::vector<AxisTick> bottom;
};

/// As many as letters of this height leave room for.
[[nodiscard]] ChartTicks ticksOf(const ChartDrawing& drawing, double lineHeight);

}  // namespace tandem
