// A curve of a chart, and what is done to its points before they are drawn. Plain values and pure functions.
//
// Invariant: points are sorted by x.
#pragma once

#include "ui/picture/axis_ticks.h"

#include <QColor>
#include <QPointF>
#include <QString>
#include <span>
#include <vector>

namespace tandem {

struct ChartSeries {
    QString name;
    QColor colour;
    Qt::PenStyle style = Qt::SolidLine;
    std::vector<QPointF> points;
};

/// Debiased exponential moving average: s(t) = w s(t-1) + (1-w) y(t), divided by 1 - w^t. weight: 0 (as it is) to below
/// 1. Points that are not finite stay and do not count.
[[nodiscard]] std::vector<QPointF> smoothed(std::span<const QPointF> points, double weight);

/// As few points as look the same when `columns` pixels show x: of each column the first, lowest, highest and last
/// point, and the neighbours just outside. Points that are not finite are left out.
[[nodiscard]] std::vector<QPointF> decimated(std::span<const QPointF> points, const AxisRange& x, int columns);

/// The point whose x is nearest, or nullptr when there is none.
[[nodiscard]] const QPointF* nearestPoint(std::span<const QPointF> points, double x);

/// A table with the column x and one for each series; cells stay empty where a series has no point at that x. Numbers
/// have a point and 9 significant digits whatever the language.
[[nodiscard]] QString csvOf(const QString& xTitle, std::span<const ChartSeries> series);

}  // namespace tandem
