#include "ui/datasets/statistics/bar_chart.h"

#include "ui/picture/axis_ticks.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace tandem {

BarChart::BarChart(QWidget* parent) : ChartView(parent) {
    setBackgroundRole(QPalette::Base);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void BarChart::setTexts(const QString& title, const QString& xTitle, const QString& yTitle) {
    m_title = title;
    m_xTitle = xTitle;
    m_yTitle = yTitle;
    setAccessibleName(title);
    update();
}

void BarChart::setWholeCounts(bool areWhole) {
    m_areWhole = areWhole;
    sceneChanged();
}

void BarChart::setDistribution(const Distribution& distribution, const std::vector<Series>& series,
                               const QString& emptyText) {
    m_distribution = distribution;
    m_series = series;
    m_emptyText = emptyText;
    sceneChanged();
}

ChartFrame BarChart::frame() const {
    double most = 0;
    for (const std::vector<double>& counts : m_distribution.counts) {
        most = std::max(most, std::ranges::max(counts));
    }
    const double line = fontMetrics().height();
    return {.plot = QRectF(rect()).adjusted(line * 2.6, line * 2.8, -line * 1.4, -line * 2.6),
            .x = {m_distribution.low, m_distribution.high()},
            .y = {0, most > 0 ? most * 1.05 : 1}};
}

std::optional<std::size_t> BarChart::binAt(const QPointF& position) const {
    const QRectF place = frame().plot;
    const auto bins = static_cast<double>(m_distribution.binCount());
    if (bins == 0 || !place.contains(position)) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(std::min((position.x() - place.left()) / place.width() * bins, bins - 1));
}

QString BarChart::readingAt(std::size_t bin) const {
    const double low = m_distribution.low + m_distribution.binWidth * static_cast<double>(bin);
    QStringList lines{tr("%1 to %2 %3").arg(readingText(low), readingText(low + m_distribution.binWidth), m_xTitle)};
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        const QString reading = readingText(m_distribution.counts[index][bin]) + ' ' + m_yTitle;
        lines.append(m_series.size() > 1 ? m_series[index].name + QStringLiteral(": ") + reading : reading);
    }
    return lines.join('\n');
}

ChartDrawing BarChart::drawing() const {
    ChartDrawing drawing{.frame = frame(), .areCounts = m_areWhole};
    const double pixel = drawing.frame.x.length() / std::max(1.0, drawing.frame.plot.width());
    constexpr double kWidest = 40;
    const double gap = std::min(pixel, m_distribution.binWidth * 0.1);
    const auto several = static_cast<double>(m_series.size());
    const double each = std::min((m_distribution.binWidth - gap) / several, kWidest * pixel);
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        ChartBars& bars = drawing.bars.emplace_back(ChartBars{.colour = m_series[index].colour});
        for (std::size_t bin = 0; bin < m_distribution.binCount(); ++bin) {
            const double middle = m_distribution.low + m_distribution.binWidth * (static_cast<double>(bin) + 0.5);
            const double left = middle + each * (static_cast<double>(index) - several / 2);
            bars.bars.push_back({left, left + each, m_distribution.counts[index][bin]});
        }
    }
    return drawing;
}

void BarChart::paintTexts(QPainter& painter) {
    const QRectF place = frame().plot;
    const double height = fontMetrics().height();
    painter.setFont(titleFont());
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(8, 4, width() - 16, height), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, width() - 16));
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    if (isBlank()) {
        painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    } else if (m_series.size() > 1) {
        paintLegend(painter, QRectF(place.left(), height * 1.3 + 2, place.width(), height));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(8, height * 1.3 + 2, width() - 16, height), Qt::AlignLeft | Qt::AlignVCenter, m_yTitle);
    painter.drawText(QRectF(place.left(), rect().bottom() - height - 2, place.width(), height), Qt::AlignCenter,
                     m_xTitle);
}

/// The names of the series from the right.
void BarChart::paintLegend(QPainter& painter, const QRectF& row) const {
    double right = row.right();
    for (auto series = m_series.rbegin(); series != m_series.rend(); ++series) {
        const double text = fontMetrics().horizontalAdvance(series->name);
        const QRectF entry(right - text, row.top(), text, row.height());
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(entry, Qt::AlignLeft | Qt::AlignVCenter, series->name);
        painter.fillRect(QRectF(entry.left() - 12, entry.center().y() - 4, 8, 8), series->colour);
        right = entry.left() - 24;
    }
}

bool BarChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        if (const auto bin = binAt(help->pos())) {
            QToolTip::showText(help->globalPos(), readingAt(*bin), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return ChartView::event(event);
}

}  // namespace tandem
