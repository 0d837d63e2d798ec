#include "ui/picture/chart_painter.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace tandem {
namespace {

/// The part of a line within a rectangle (Liang and Barsky). Not a clip of the painter, which SVG files do not keep.
std::optional<QLineF> within(const QRectF& place, const QLineF& line) {
    double from = 0;
    double to = 1;
    const std::pair<double, double> sides[]{{-line.dx(), line.x1() - place.left()},
                                            {line.dx(), place.right() - line.x1()},
                                            {-line.dy(), line.y1() - place.top()},
                                            {line.dy(), place.bottom() - line.y1()}};
    for (const auto& [step, room] : sides) {
        if (step == 0 && room < 0) {
            return std::nullopt;
        }
        if (step < 0) {
            from = std::max(from, room / step);
        } else if (step > 0) {
            to = std::min(to, room / step);
        }
    }
    return from <= to ? std::optional(QLineF(line.pointAt(from), line.pointAt(to))) : std::nullopt;
}

bool canBeShown(const QPointF& value, const ChartFrame& frame) {
    return std::isfinite(value.y()) && (!frame.isLogarithmic || value.y() > 0);
}

QPainterPath pathOf(const ChartLine& line, const ChartFrame& frame) {
    QPainterPath path;
    std::optional<QPointF> last;
    for (const QPointF& value : line.points) {
        if (!canBeShown(value, frame)) {
            last.reset();
            continue;
        }
        const QPointF at = frame.pixelAt(value);
        const auto part = last ? within(frame.plot, {*last, at}) : std::nullopt;
        if (part) {
            if (path.isEmpty() || path.currentPosition() != part->p1()) {
                path.moveTo(part->p1());
            }
            path.lineTo(part->p2());
        }
        last = at;
    }
    return path;
}

void paintLine(QPainter& painter, const ChartLine& line, const ChartFrame& frame) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line.colour, line.width, line.style, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPath(pathOf(line, frame));
    painter.setPen(Qt::NoPen);
    painter.setBrush(line.colour);
    const double radius = line.dotDiameter / 2;
    for (const QPointF& value : line.points) {
        if (radius > 0 && canBeShown(value, frame) &&
            frame.plot.adjusted(-1, -1, 1, 1).contains(frame.pixelAt(value))) {
            painter.drawEllipse(frame.pixelAt(value), radius, radius);
        }
    }
}

void paintBars(QPainter& painter, const ChartBars& bars, const ChartFrame& frame) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(bars.colour);
    for (const ChartBar& bar : bars.bars) {
        const QRectF whole(frame.pixelAt({bar.from, 0}), frame.pixelAt({bar.to, bar.height}));
        painter.drawRect(whole.normalized() & frame.plot);
    }
}

void paintAxes(QPainter& painter, const QPalette& palette, const ChartDrawing& drawing) {
    const ChartFrame& frame = drawing.frame;
    const QRectF& plot = frame.plot;
    const double height = QFontMetricsF(painter.font()).height();
    constexpr double kGap = 6;  // between an axis and what stands at it
    const ChartTicks ticks = ticksOf(drawing, height);
    const QColor lines = palette.color(QPalette::Mid);
    const QColor letters = palette.color(QPalette::WindowText);
    for (const AxisTick& tick : ticks.left) {
        const double y = frame.pixelAt({frame.x.low, tick.value}).y();
        painter.setPen(QPen(lines, 0.7));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(letters);
        painter.drawText(QRectF(0, y - height / 2, plot.left() - kGap, height), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
    for (const AxisTick& tick : ticks.bottom) {
        const double x = frame.pixelAt({tick.value, frame.y.low}).x();
        painter.setPen(QPen(lines, 1));
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + kGap / 2));
        painter.setPen(letters);
        const double half = plot.width() / 2;
        painter.drawText(QRectF(x - half, plot.bottom() + kGap, 2 * half, height), Qt::AlignHCenter, tick.label);
    }
    painter.setPen(QPen(letters, 1));
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
}

}  // namespace

void paintChart(QPainter& painter, const QPalette& palette, const ChartDrawing& drawing) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter, palette, drawing);
    for (const ChartBars& bars : drawing.bars) {
        paintBars(painter, bars, drawing.frame);
    }
    for (const ChartLine& line : drawing.lines) {
        paintLine(painter, line, drawing.frame);
    }
    painter.restore();
}

}  // namespace tandem
