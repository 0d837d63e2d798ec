#include "ui/training/chart/chart_painter.h"

#include <QPainter>
#include <QPainterPath>
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

QPolygonF polylineOf(std::span<const QPointF> points, const ChartFrame& frame) {
    QPolygonF line;
    for (const QPointF& point : decimated(points, frame.x, static_cast<int>(frame.plot.width()))) {
        line << frame.pixelAt(point);
    }
    return line;
}

/// Whether a line goes up and down so much that it fills an area. Smooth strokes of it would cost tens of milliseconds
/// and look the same.
bool isRough(const QPolygonF& line, const QRectF& plot) {
    double path = 0;
    for (qsizetype index = 1; index < line.size(); ++index) {
        path += std::abs(line[index].y() - line[index - 1].y());
    }
    return path > 6 * (plot.width() + plot.height());
}

}  // namespace

double legendHeight(double width, std::span<const DrawnSeries> series, const QFontMetricsF& metrics) {
    const auto places = legendPlaces({0, 0, width, 0}, series, metrics);
    return places.empty() ? 0 : places.back().bottom();
}

ChartPainter::ChartPainter(QPainter& painter, const ChartFrame& frame, const QPalette& palette)
    : m_painter(painter), m_frame(frame), m_palette(palette) {}

void ChartPainter::drawAxes() {
    const QRectF& plot = m_frame.plot;
    const QFontMetricsF metrics(m_painter.font());
    const QColor text = m_palette.color(QPalette::PlaceholderText);
    const QPen grid(m_palette.color(QPalette::Mid), 1);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    const int rows = std::max(2, static_cast<int>(plot.height() / (2.2 * metrics.height())));
    for (const AxisTick& tick :
         m_frame.isLogarithmic ? logarithmicTicks(m_frame.y, rows) : linearTicks(m_frame.y, rows)) {
        const double y = m_frame.pixelAt({m_frame.x.low, tick.value}).y();
        m_painter.setPen(grid);
        m_painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        m_painter.setPen(text);
        m_painter.drawText(QRectF(0, y - metrics.height() / 2, plot.left() - kGap, metrics.height()),
                           Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    const int columns = std::max(2, static_cast<int>(plot.width() / 48));
    for (const AxisTick& tick : linearTicks(m_frame.x, columns)) {
        const double x = m_frame.pixelAt({tick.value, m_frame.y.low}).x();
        const double width = metrics.horizontalAdvance(tick.label);
        m_painter.setPen(grid);
        m_painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 3));
        m_painter.setPen(text);
        // The outermost labels stay within the widget.
        const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, plot.right() + kGap - width));
        m_painter.drawText(QRectF(left, plot.bottom() + 4, width + 1, metrics.height()), Qt::AlignLeft, tick.label);
    }
    m_painter.setPen(grid);
    m_painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

void ChartPainter::drawSeries(std::span<const DrawnSeries> series) {
    m_painter.save();
    m_painter.setClipRect(m_frame.plot.adjusted(0, -1, 1, 1));
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (const DrawnSeries& one : series) {
        if (!one.isShown) {
            continue;
        }
        if (!one.faint.empty()) {
            m_painter.setRenderHint(QPainter::Antialiasing, false);
            m_painter.setPen(QPen(faded(one.series->colour, 0.25), 1));
            m_painter.drawPolyline(polylineOf(one.faint, m_frame));
        }
        const QPolygonF line = polylineOf(one.points, m_frame);
        const bool isFine = !isRough(line, m_frame.plot);
        m_painter.setRenderHint(QPainter::Antialiasing, isFine);
        m_painter.setPen(QPen(one.series->colour, isFine ? 1.6 : 1, isFine ? one.series->style : Qt::SolidLine));
        m_painter.drawPolyline(line);
        // Few points, such as validations, would not be seen as a line alone.
        if (line.size() <= 60) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(one.series->colour);
            for (const QPointF& point : line) {
                m_painter.drawEllipse(point, 2.2, 2.2);
            }
        }
    }
    m_painter.restore();
}

void ChartPainter::drawReadings(double x, const QString& xTitle, std::span<const DrawnSeries> series) {
    const QFontMetricsF metrics(m_painter.font());
    const double column = m_frame.pixelAt({x, m_frame.y.low}).x();
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setPen(QPen(m_palette.color(QPalette::PlaceholderText), 1, Qt::DotLine));
    m_painter.drawLine(QPointF(column, m_frame.plot.top()), QPointF(column, m_frame.plot.bottom()));

    struct Line {
        QString text;
        QColor colour;
    };
    std::vector<Line> lines{{xTitle + ' ' + readingText(x), m_palette.color(QPalette::ToolTipText)}};
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
    QRectF box(column + 8, m_frame.plot.top(), width + 2 * kGap,
               metrics.height() * static_cast<double>(lines.size()) + kGap);
    if (box.right() > m_frame.plot.right()) {
        box.moveRight(std::max(box.width(), column - 8));
    }
    m_painter.setPen(m_palette.color(QPalette::Mid));
    m_painter.setBrush(faded(m_palette.color(QPalette::ToolTipBase), 0.92));
    m_painter.drawRect(box);
    QRectF row(box.left() + kGap, box.top() + kGap / 2, width + 1, metrics.height());
    for (const Line& line : lines) {
        m_painter.setPen(line.colour);
        m_painter.drawText(row, Qt::AlignLeft, line.text);
        row.translate(0, metrics.height());
    }
}

std::vector<QRectF> ChartPainter::drawLegend(const QRectF& place, std::span<const DrawnSeries> series) {
    const QFontMetricsF metrics(m_painter.font());
    const auto places = legendPlaces(place, series, metrics);
    m_painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t index = 0; index < series.size(); ++index) {
        const DrawnSeries& one = series[index];
        const QRectF& at = places[index];
        m_painter.setPen(QPen(faded(one.series->colour, one.isShown ? 1 : 0.3), 2, one.series->style));
        m_painter.drawLine(QPointF(at.left(), at.center().y()), QPointF(at.left() + kSwatch, at.center().y()));
        m_painter.setPen(m_palette.color(one.isShown ? QPalette::WindowText : QPalette::PlaceholderText));
        m_painter.drawText(at.adjusted(kSwatch + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, one.series->name);
    }
    return places;
}

}  // namespace tandem
