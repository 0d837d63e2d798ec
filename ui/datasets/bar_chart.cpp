#include "ui/datasets/bar_chart.h"

#include "ui/training/chart/axis_ticks.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace tandem {

BarChart::BarChart(QWidget* parent) : QWidget(parent) {
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
    update();
}

void BarChart::setDistribution(const Distribution& distribution, const std::vector<Series>& series,
                               const QString& emptyText) {
    m_distribution = distribution;
    m_series = series;
    m_emptyText = emptyText;
    update();
}

QRectF BarChart::plot() const {
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(line * 2.6, line * 2.8, -line * 1.4, -line * 2.6);
}

AxisRange BarChart::countRange() const {
    double most = 0;
    for (const std::vector<double>& counts : m_distribution.counts) {
        most = std::max(most, std::ranges::max(counts));
    }
    return {0, most > 0 ? most * 1.05 : 1};
}

std::optional<std::size_t> BarChart::binAt(const QPointF& position) const {
    const QRectF place = plot();
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

void BarChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const QRectF place = plot();
    if (m_distribution.binCount() == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    } else {
        paintAxes(painter, place);
        paintBars(painter, place);
    }
    paintTitles(painter, place);
}

void BarChart::paintAxes(QPainter& painter, const QRectF& place) const {
    const AxisRange counts = countRange();
    const AxisRange values{m_distribution.low, m_distribution.high()};
    const QColor text = palette().color(QPalette::PlaceholderText);
    const QColor line = palette().color(QPalette::Mid);
    const double height = fontMetrics().height();
    const auto lines = std::max(2, static_cast<int>(place.height() / (2 * height)));
    for (const AxisTick& tick : linearTicks(counts, lines)) {
        if (m_areWhole && tick.value != std::floor(tick.value)) {
            continue;
        }
        const double y = place.bottom() - tick.value / counts.length() * place.height();
        painter.setPen(QPen(line, 0.5));
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
        painter.setPen(text);
        const QString label = m_areWhole ? readingText(tick.value) : tick.label;
        painter.drawText(QRectF(0, y - height / 2, place.left() - 5, height), Qt::AlignRight | Qt::AlignVCenter, label);
    }
    const auto columns = std::max(2, static_cast<int>(place.width() / (5 * height)));
    for (const AxisTick& tick : linearTicks(values, columns)) {
        const double x = place.left() + (tick.value - values.low) / values.length() * place.width();
        painter.setPen(line);
        painter.drawLine(QPointF(x, place.bottom()), QPointF(x, place.bottom() + 3));
        painter.setPen(text);
        painter.drawText(QRectF(x - 3 * height, place.bottom() + 4, 6 * height, height), Qt::AlignCenter, tick.label);
    }
    painter.setPen(line);
    painter.drawLine(place.bottomLeft(), place.bottomRight());
}

void BarChart::paintBars(QPainter& painter, const QRectF& place) const {
    const double scale = place.height() / countRange().length();
    const double width = place.width() / static_cast<double>(m_distribution.binCount());
    constexpr double kWidest = 40;
    const double gap = std::min(1.0, width * 0.1);
    const auto several = static_cast<double>(m_series.size());
    const double each = std::min((width - gap) / several, kWidest);
    const double margin = (width - each * several) / 2;
    for (std::size_t index = 0; index < m_series.size(); ++index) {
        for (std::size_t bin = 0; bin < m_distribution.binCount(); ++bin) {
            const double height = m_distribution.counts[index][bin] * scale;
            const double left = width * static_cast<double>(bin) + margin + each * static_cast<double>(index);
            painter.fillRect(QRectF(place.left() + left, place.bottom() - height, each, height),
                             m_series[index].colour);
        }
    }
}

void BarChart::paintTitles(QPainter& painter, const QRectF& place) const {
    const double height = fontMetrics().height();
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(8, 4, width() - 16, height), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, width() - 16));
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QRectF(8, height * 1.3 + 2, width() - 16, height), Qt::AlignLeft | Qt::AlignVCenter, m_yTitle);
    painter.drawText(QRectF(place.left(), rect().bottom() - height - 2, place.width(), height), Qt::AlignCenter,
                     m_xTitle);
    if (m_series.size() < 2 || m_distribution.binCount() == 0) {
        return;
    }
    double right = place.right();
    for (auto series = m_series.rbegin(); series != m_series.rend(); ++series) {
        const double text = fontMetrics().horizontalAdvance(series->name);
        const QRectF entry(right - text, height * 1.3 + 2, text, height);
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
    return QWidget::event(event);
}

}  // namespace tandem
