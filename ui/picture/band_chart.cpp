#include "ui/picture/band_chart.h"

#include "ui/picture/chart_painter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>
#include <QPolygonF>
#include <algorithm>
#include <limits>

namespace tandem {
namespace {

constexpr double kSwatch = 18;
constexpr double kGap = 6;
constexpr double kRight = 28;       // half of a tick's number may stand beyond the axis
constexpr double kAxisLetters = 8;  // letters of the longest tick at the left axis
constexpr float kBandStrength = 0.18F;

/// With room around, and not without length.
AxisRange grown(const AxisRange& range, double share, double least) {
    const double room = std::max(range.length() * share, least);
    return {range.low - room, range.high + room};
}

AxisRange rangeOf(const BandChart& chart, double BandPoint::* lowest, double BandPoint::* highest) {
    AxisRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
    for (const BandCurve& curve : chart.curves) {
        for (const BandPoint& point : curve.points) {
            range.low = std::min(range.low, point.*lowest);
            range.high = std::max(range.high, point.*highest);
        }
    }
    return range;
}

struct Head {
    double height = 0;
    std::vector<QRectF> entries;  ///< of the legend
};

Head headOf(const BandChart& chart, double width, const QFontMetricsF& metrics, const QFontMetricsF& titleMetrics) {
    QPointF at(0, chart.title.isEmpty() ? 0 : titleMetrics.height() + kGap / 2);
    Head head;
    for (const BandCurve& curve : chart.curves) {
        const double needed = kSwatch + kGap + metrics.horizontalAdvance(curve.name) + 2 * kGap;
        if (at.x() > 0 && at.x() + needed > width) {
            at = {0, at.y() + metrics.height()};
        }
        head.entries.emplace_back(at, QSizeF(needed, metrics.height()));
        at.rx() += needed;
    }
    head.height = at.y() + (chart.curves.empty() ? 0 : metrics.height()) + kGap;
    return head;
}

QFont titleFontOf(const QFont& font) {
    QFont title = font;
    title.setBold(true);
    return title;
}

void paintHead(QPainter& painter, const QPalette& palette, const BandChart& chart, const Head& head, double width) {
    const QFont font = painter.font();
    painter.setPen(palette.color(QPalette::WindowText));
    painter.setFont(titleFontOf(font));
    painter.drawText(QRectF(0, 0, width, QFontMetricsF(painter.font()).height()), Qt::AlignLeft | Qt::AlignVCenter,
                     chart.title);
    painter.setFont(font);
    for (std::size_t index = 0; index < chart.curves.size(); ++index) {
        const BandCurve& curve = chart.curves[index];
        const QRectF& place = head.entries[index];
        painter.setPen(QPen(curve.colour, 2, curve.isDashed ? Qt::DashLine : Qt::SolidLine));
        painter.drawLine(QPointF(place.left(), place.center().y()),
                         QPointF(place.left() + kSwatch, place.center().y()));
        painter.setPen(palette.color(QPalette::WindowText));
        painter.drawText(place.adjusted(kSwatch + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, curve.name);
    }
}

void paintBand(QPainter& painter, const BandCurve& curve, const ChartFrame& frame) {
    QPolygonF band;
    for (const BandPoint& point : curve.points) {
        band << frame.pixelAt({point.x, point.high});
    }
    for (auto point = curve.points.rbegin(); point != curve.points.rend(); ++point) {
        band << frame.pixelAt({point->x, point->low});
    }
    QColor colour = curve.colour;
    colour.setAlphaF(kBandStrength);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
}

ChartLine lineOf(const BandCurve& curve) {
    ChartLine line{.points = {},
                   .colour = curve.colour,
                   .style = curve.isDashed ? Qt::DashLine : Qt::SolidLine,
                   .width = 2,
                   .dotDiameter = 6};
    for (const BandPoint& point : curve.points) {
        line.points.emplace_back(point.x, point.y);
    }
    return line;
}

void paintAxisNames(QPainter& painter, const QPalette& palette, const BandChart& chart, const QRectF& plot,
                    const QSizeF& size) {
    const double height = QFontMetricsF(painter.font()).height();
    painter.setPen(palette.color(QPalette::WindowText));
    painter.drawText(QRectF(plot.left(), size.height() - height, plot.width(), height), Qt::AlignCenter, chart.xTitle);
    painter.save();
    painter.translate(0, plot.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, plot.height(), height), Qt::AlignCenter, chart.yTitle);
    painter.restore();
}

}  // namespace

bool BandChart::isEmpty() const noexcept {
    return std::ranges::all_of(curves, [](const BandCurve& curve) { return curve.points.empty(); });
}

void paintBandChart(QPainter& painter, const QPalette& palette, const QSizeF& size, const BandChart& chart) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetricsF metrics(painter.font());
    const Head head = headOf(chart, size.width(), metrics, QFontMetricsF(titleFontOf(painter.font())));
    paintHead(painter, palette, chart, head, size.width());
    const double line = metrics.height();
    const double left = line + kGap + kAxisLetters * metrics.horizontalAdvance('0');
    const QRectF plot(left, head.height, size.width() - left - kRight, size.height() - head.height - 2.5 * line);
    if (chart.isEmpty() || plot.width() <= 0 || plot.height() <= 0) {
        painter.setPen(palette.color(QPalette::PlaceholderText));
        painter.drawText(QRectF(QPointF(0, head.height), QPointF(size.width(), size.height())),
                         Qt::AlignCenter | Qt::TextWordWrap, chart.emptyText);
        painter.restore();
        return;
    }
    const AxisRange x = rangeOf(chart, &BandPoint::x, &BandPoint::x);
    const AxisRange y = rangeOf(chart, &BandPoint::low, &BandPoint::high);
    constexpr double kRoom = 0.06;
    constexpr double kLeastRoom = 0.001;
    const ChartFrame frame{.plot = plot,
                           .x = {x.low, x.high + std::max(kRoom * x.length(), kLeastRoom)},
                           .y = grown(y, kRoom, kLeastRoom)};
    ChartDrawing drawing{.frame = frame, .bars = {}, .lines = {}};
    for (const BandCurve& curve : chart.curves) {
        paintBand(painter, curve, frame);
        drawing.lines.push_back(lineOf(curve));
    }
    paintChart(painter, palette, drawing);
    paintAxisNames(painter, palette, chart, plot, size);
    painter.restore();
}

}  // namespace tandem
