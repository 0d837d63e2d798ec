#include "ui/training/chart/chart_texts.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

constexpr double kSwatch = 14;
constexpr double kGap = 5;

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// The places of the legend's entries from the top left of a rectangle.
std::vector<QRectF> legendPlaces(const QRectF& place, std::span<const DrawnSeries> series,
                                 const QFontMetricsF& metrics) {
    std::vector<QRectF> places;
    QPointF at = place.topLeft();
    for (const DrawnSeries& one : series) {
        const double width = kSwatch + kGap + metrics.horizontalAdvance(one.series->name) + 2 * kGap;
        if (at.x() > place.left() && at.x() + width > place.right()) {
            at = {place.left(), at.y() + metrics.height() + 1};
        }
        places.emplace_back(at, QSizeF(width, metrics.height()));
        at.rx() += width;
    }
    return places;
}

}  // namespace

double legendHeight(double width, std::span<const DrawnSeries> series, const QFontMetricsF& metrics) {
    const auto places = legendPlaces({0, 0, width, 0}, series, metrics);
    return places.empty() ? 0 : places.back().bottom();
}

std::vector<QRectF> paintLegend(QPainter& painter, const QPalette& palette, const QRectF& place,
                                std::span<const DrawnSeries> series) {
    const QFontMetricsF metrics(painter.font());
    const auto places = legendPlaces(place, series, metrics);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t index = 0; index < series.size(); ++index) {
        const DrawnSeries& one = series[index];
        const QRectF& at = places[index];
        painter.setPen(QPen(faded(one.series->colour, one.isShown ? 1 : 0.3), 2, one.series->style));
        painter.drawLine(QPointF(at.left(), at.center().y()), QPointF(at.left() + kSwatch, at.center().y()));
        painter.setPen(palette.color(one.isShown ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawText(at.adjusted(kSwatch + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, one.series->name);
    }
    return places;
}

void paintReadings(QPainter& painter, const QPalette& palette, const ChartFrame& frame, double x, const QString& xTitle,
                   std::span<const DrawnSeries> series) {
    const QFontMetricsF metrics(painter.font());
    const double column = frame.pixelAt({x, frame.y.low}).x();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(palette.color(QPalette::PlaceholderText), 1, Qt::DotLine));
    painter.drawLine(QPointF(column, frame.plot.top()), QPointF(column, frame.plot.bottom()));

    struct Line {
        QString text;
        QColor colour;
    };
    std::vector<Line> lines{{xTitle + ' ' + readingText(x), palette.color(QPalette::ToolTipText)}};
    for (const DrawnSeries& one : series) {
        const QPointF* const point = one.isShown ? nearestPoint(one.points, x) : nullptr;
        if (point != nullptr) {
            lines.push_back({readingText(point->y()) + "  " + one.series->name, one.series->colour});
        }
    }
    double width = 0;
    for (const Line& line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line.text));
    }
    QRectF box(column + 8, frame.plot.top(), width + 2 * kGap,
               metrics.height() * static_cast<double>(lines.size()) + kGap);
    if (box.right() > frame.plot.right()) {
        box.moveRight(std::max(box.width(), column - 8));
    }
    painter.setPen(palette.color(QPalette::Mid));
    painter.setBrush(faded(palette.color(QPalette::ToolTipBase), 0.92));
    painter.drawRect(box);
    QRectF row(box.left() + kGap, box.top() + kGap / 2, width + 1, metrics.height());
    for (const Line& line : lines) {
        painter.setPen(line.colour);
        painter.drawText(row, Qt::AlignLeft, line.text);
        row.translate(0, metrics.height());
    }
}

}  // namespace tandem
