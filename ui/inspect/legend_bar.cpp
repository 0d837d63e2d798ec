#include "ui/inspect/legend_bar.h"

#include <QPainter>

namespace tandem {

LegendBar::LegendBar(const SliceLayer& layer, QWidget* parent) : QWidget(parent), m_layer(layer) {
    // The legend needs no voxels; keeping them would keep the case before in memory.
    m_layer.voxels = layer.isLabelMap() ? decltype(layer.voxels)(LabelVolume()) : ImageVolume();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LegendBar::sizeHint() const {
    return {120, fontMetrics().height() + 2};
}

void LegendBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    if (m_layer.isLabelMap()) {
        paintClasses(painter);
    } else {
        paintScale(painter);
    }
}

void LegendBar::paintScale(QPainter& painter) const {
    const QString low = QString::number(m_layer.low);
    const QString high = QString::number(m_layer.high, 'g', 3) + (m_layer.unit.isEmpty() ? "" : " " + m_layer.unit);
    const int left = fontMetrics().horizontalAdvance(low) + 6;
    const int right = width() - fontMetrics().horizontalAdvance(high) - 6;
    for (int x = left; x < right; ++x) {
        const auto colour = colourAt(m_layer.colourMap, double(x - left) / std::max(right - left - 1, 1));
        painter.fillRect(x, 4, 1, height() - 8, QColor(colour[0], colour[1], colour[2]));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, high);
}

void LegendBar::paintClasses(QPainter& painter) const {
    int x = 0;
    for (std::size_t value = 0; value < m_layer.classColours.size(); ++value) {
        if (!m_layer.classColours[value].isValid()) {
            continue;
        }
        const int side = height() - 8;
        painter.fillRect(x, 4, side, side, m_layer.classColours[value]);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QString name = value < m_layer.classNames.size() ? m_layer.classNames[value] : QString();
        painter.drawText(QRect(x + side + 5, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += side + 5 + fontMetrics().horizontalAdvance(name) + 12;
    }
}

}  // namespace tandem
