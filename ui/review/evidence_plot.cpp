#include "ui/review/evidence_plot.h"

#include "ui/training/chart/chart_painter.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPolygonF>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

constexpr double kMargin = 6;
constexpr double kDotRadius = 4;
constexpr double kReach = 8;  ///< pixels around a dot in which the mouse is on it

QFont titleFont(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont smallFont(QFont font) {
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.85));
    return font;
}

QColor faded(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

const PlotDot* nearestTo(const std::vector<PlotDot>& dots, const ChartFrame& frame, const QPointF& place) {
    const PlotDot* nearest = nullptr;
    double least = kReach;
    for (const PlotDot& dot : dots) {
        const QPointF apart = frame.pixelAt(dot.at) - place;
        const double distance = std::hypot(apart.x(), apart.y());
        if (distance <= least) {
            least = distance;
            nearest = &dot;
        }
    }
    return nearest;
}

}  // namespace

EvidencePlot::EvidencePlot(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void EvidencePlot::setContent(PlotContent content) {
    m_content = std::move(content);
    setAccessibleName(m_content.title);
    setAccessibleDescription(m_content.isEmpty() ? m_content.emptyText : m_content.figure);
    update();
}

ChartFrame EvidencePlot::frame() const {
    const double title = QFontMetricsF(titleFont(font())).height();
    const QFontMetricsF small(smallFont(font()));
    const double left = kMargin + small.horizontalAdvance("0.000") + kMargin;
    const double top = kMargin + title + small.height() + kMargin;
    const double bottom = height() - 2 * small.height() - kMargin - 4;
    return {.plot = QRectF(QPointF(left, top),
                           QPointF(std::max(left + 10, width() - 2 * kMargin - 4), std::max(top + 10, bottom))),
            .x = m_content.x,
            .y = m_content.y};
}

QString EvidencePlot::readingAt(const QPointF& place) const {
    const ChartFrame frame = this->frame();
    if (const PlotDot* const dot = nearestTo(m_content.dots, frame, place)) {
        return dot->reading;
    }
    if (!frame.plot.contains(place)) {
        return {};
    }
    const double x = frame.xAt(place.x());
    for (const PlotBar& bar : m_content.bars) {
        if (x >= bar.from && x < bar.to) {
            return bar.reading;
        }
    }
    const auto nearest =
        std::ranges::min_element(m_content.line, {}, [&](const PlotDot& dot) { return std::abs(dot.at.x() - x); });
    return nearest == m_content.line.end() ? QString() : nearest->reading;
}

bool EvidencePlot::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const QString reading = readingAt(help->pos());
        if (!reading.isEmpty()) {
            QToolTip::showText(help->globalPos(), reading, this);
            return true;
        }
    }
    return QWidget::event(event);
}

void EvidencePlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintTitles(painter);
    painter.setFont(smallFont(font()));
    const ChartFrame frame = this->frame();
    if (m_content.isEmpty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(frame.plot, Qt::AlignCenter | Qt::TextWordWrap, m_content.emptyText);
        return;
    }
    ChartPainter(painter, frame, palette()).drawAxes();
    const QFontMetricsF metrics(painter.font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(
        QRectF(kMargin, kMargin + QFontMetricsF(titleFont(font())).height(), width() - 2 * kMargin, metrics.height()),
        Qt::AlignLeft, m_content.yTitle);
    painter.drawText(QRectF(frame.plot.left(), height() - metrics.height() - 2, frame.plot.width(), metrics.height()),
                     Qt::AlignRight, m_content.xTitle);
    paintData(painter, frame);
}

void EvidencePlot::paintTitles(QPainter& painter) const {
    painter.setFont(titleFont(font()));
    const QRectF row(kMargin, kMargin, width() - 2 * kMargin, QFontMetricsF(painter.font()).height());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(row, Qt::AlignLeft, m_content.title);
    painter.setPen(palette().color(QPalette::Link));
    painter.drawText(row, Qt::AlignRight, m_content.figure);
}

void EvidencePlot::paintData(QPainter& painter, const ChartFrame& frame) const {
    const QColor accent = palette().color(QPalette::Highlight);
    const QColor faint = palette().color(QPalette::PlaceholderText);
    painter.setPen(QPen(faint, 1));
    for (const double tick : m_content.ticks) {
        const QPointF foot = frame.pixelAt({tick, frame.y.low});
        painter.drawLine(foot, foot - QPointF(0, 7));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(frame.plot.adjusted(-kDotRadius, -kDotRadius, kDotRadius, 1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(accent, 0.55));
    for (const PlotBar& bar : m_content.bars) {
        painter.drawRect(
            QRectF(frame.pixelAt({bar.from, bar.height}), frame.pixelAt({bar.to, frame.y.low})).adjusted(1, 0, -1, 0));
    }
    QPolygonF guide;
    for (const QPointF& point : m_content.guide) {
        guide << frame.pixelAt(point);
    }
    painter.setPen(QPen(faint, 1.2, Qt::DashLine));
    painter.drawPolyline(guide);
    QPolygonF line;
    for (const PlotDot& dot : m_content.line) {
        line << frame.pixelAt(dot.at);
    }
    painter.setPen(QPen(accent, 1.8));
    painter.drawPolyline(line);
    painter.setPen(QPen(palette().color(QPalette::Window), 1));
    painter.setBrush(accent);
    for (const PlotDot& dot : m_content.dots) {
        painter.drawEllipse(frame.pixelAt(dot.at), kDotRadius, kDotRadius);
    }
}

}  // namespace tandem
