// A chart of curves with bands: a line of means, and around it from the lowest to the highest of what they are means
// of.
//
// Thread-safe; drawn in whatever thread may paint. Invariant: every point and the whole of every band is in the plot.
#pragma once

#include <QColor>
#include <QSizeF>
#include <QString>
#include <vector>

class QPainter;
class QPalette;

namespace tandem {

struct BandPoint {
    double x = 0;
    double y = 0;
    double low = 0;
    double high = 0;
};

struct BandCurve {
    QString name;
    QColor colour;
    bool isDashed = false;
    std::vector<BandPoint> points;  ///< from left to right
};

struct BandChart {
    QString title;
    QString xTitle;
    QString yTitle;
    QString emptyText;  ///< said in the middle while there is nothing to show
    std::vector<BandCurve> curves;

    [[nodiscard]] bool isEmpty() const noexcept;
};

/// In the painter's font, from its origin on.
void paintBandChart(QPainter& painter, const QPalette& palette, const QSizeF& size, const BandChart& chart);

}  // namespace tandem
