#include "ui/review/evidence_plot.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

constexpr double kMargin = 6;
constexpr double kDotDiameter = 9;
constexpr double kReach = 8;  ///< pixels around a dot in which the mouse is on it

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

EvidencePlot::EvidencePlot(QWidget* parent) : ChartView(parent) {
    setMouseTracking(true);
}

void EvidencePlot::setContent(PlotContent content) {
    m_content = std::move(content);
    setAccessibleName(m_content.title);
    setAccessibleDescription(m_content.isEmpty() ? m_content.emptyText : m_content.figure);
    sceneChanged();
}

ChartFrame EvidencePlot::frame() const {
    const double title = QFontMetricsF(titleFont()).height();
    const QFontMetricsF small(smallFont());
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
    return ChartView::event(event);
}

ChartDrawing EvidencePlot::drawing() const {
    const QColor accent = palette().color(QPalette::Highlight);
    const QColor faint = palette().color(QPalette::PlaceholderText);
    ChartDrawing drawing{.frame = frame()};
    const double tickHeight = 7 / drawing.frame.plot.height() * m_content.y.length();
    for (const double tick : m_content.ticks) {
        drawing.lines.push_back(
            {.points = {{tick, m_content.y.low}, {tick, m_content.y.low + tickHeight}}, .colour = faint, .width = 1});
    }
    ChartBars& bars = drawing.bars.emplace_back(ChartBars{.colour = faded(accent, 0.55)});
    const double gap = m_content.x.length() / drawing.frame.plot.width();
    for (const PlotBar& bar : m_content.bars) {
        bars.bars.push_back({bar.from + gap, bar.to - gap, bar.height});
    }
    drawing.lines.push_back({.points = m_content.guide, .colour = faint, .style = Qt::DashLine, .width = 1.2});
    ChartLine line{.colour = accent, .width = 1.8};
    for (const PlotDot& dot : m_content.line) {
        line.points.push_back(dot.at);
    }
    drawing.lines.push_back(line);
    for (const PlotDot& dot : m_content.dots) {
        if (dot.reach) {
            drawing.lines.push_back({.points = {{dot.reach->low, dot.at.y()}, {dot.reach->high, dot.at.y()}},
                                     .colour = faded(accent, 0.6),
                                     .width = 1.6});
        }
    }
    ChartLine dots{.colour = accent, .style = Qt::NoPen, .dotDiameter = kDotDiameter};
    for (const PlotDot& dot : m_content.dots) {
        dots.points.push_back(dot.at);
    }
    drawing.lines.push_back(dots);
    return drawing;
}

void EvidencePlot::paintTexts(QPainter& painter) {
    painter.setFont(titleFont());
    QRectF row(kMargin, kMargin, width() - 2 * kMargin, QFontMetricsF(painter.font()).height());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(row, Qt::AlignLeft | Qt::TextDontClip, m_content.title);
    painter.setPen(palette().color(QPalette::Link));
    painter.drawText(row, Qt::AlignRight | Qt::TextDontClip, m_content.figure);

    painter.setFont(smallFont());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const ChartFrame frame = this->frame();
    if (isBlank()) {
        painter.drawText(frame.plot, Qt::AlignCenter | Qt::TextWordWrap, m_content.emptyText);
        return;
    }
    // Of the text, as the letters of another font may be higher than this one's.
    const double lineHeight = QFontMetricsF(painter.font()).boundingRect(m_content.xTitle).height();
    row.moveTop(row.bottom());
    painter.drawText(row, Qt::AlignLeft | Qt::TextDontClip, m_content.yTitle);
    painter.drawText(QRectF(frame.plot.left(), height() - lineHeight - 2, frame.plot.width(), lineHeight),
                     Qt::AlignRight, m_content.xTitle);
}

}  // namespace tandem
