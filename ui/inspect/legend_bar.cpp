#include "ui/inspect/legend_bar.h"

#include "ui/numbers/quantity.h"

#include <QPainter>
#include <algorithm>

namespace tandem {

LegendBar::LegendBar(const SliceLayer& layer, QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    showLayer(layer);
}

void LegendBar::showLayer(const SliceLayer& layer) {
    m_layer = layer;
    // Keeping the voxels would keep the case before in memory.
    m_layer.voxels = layer.isLabelMap() ? decltype(layer.voxels)(LabelVolume()) : ImageVolume();
    QStringList names;
    for (const QString& name : m_layer.classNames) {
        if (!name.isEmpty()) {
            names.append(name);
        }
    }
    setToolTip(names.join(", "));
    update();
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
    const QString low = Quantity::plainSignificant(m_layer.low, 3);
    const QString high =
        Quantity::plainSignificant(m_layer.high, 3) + (m_layer.unit.isEmpty() ? "" : " " + m_layer.unit);
    const int left = fontMetrics().horizontalAdvance(low) + 6;
    const int right = width() - fontMetrics().horizontalAdvance(high) - 6;
    const double span = m_layer.high - m_layer.low;
    for (int x = left; x < right; ++x) {
        const double fraction = double(x - left) / std::max(right - left - 1, 1);
        const auto colour = colourAt(m_layer.colourMap, fraction);
        // What the threshold hides is drawn as a thin line.
        const bool isShown = m_layer.isShown(m_layer.low + fraction * span);
        const int top = isShown ? 4 : height() / 2 - 1;
        painter.fillRect(x, top, 1, height() - 2 * top, QColor(colour[0], colour[1], colour[2]));
    }
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignVCenter, high);
}

/// As the layer draws the class.
void LegendBar::paintSign(QPainter& painter, const QRect& place, const QColor& colour) const {
    if (m_layer.fill == LayerFill::Filled) {
        painter.fillRect(place, colour);
        return;
    }
    QPen pen(colour, 2, Qt::SolidLine, Qt::FlatCap);
    if (m_layer.isDashed) {
        pen.setDashPattern({1.5, 1});
    }
    painter.setPen(pen);
    painter.drawRect(place.adjusted(1, 1, -1, -1));
}

void LegendBar::paintClasses(QPainter& painter) const {
    int x = 0;
    for (std::size_t value = 0; value < m_layer.classColours.size(); ++value) {
        if (!m_layer.classColours[value].isValid()) {
            continue;
        }
        const int side = height() - 8;
        paintSign(painter, QRect(x, 4, side, side), m_layer.classColours[value]);
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const QString whole = value < m_layer.classNames.size() ? m_layer.classNames[value] : QString();
        const QString name = fontMetrics().elidedText(whole, Qt::ElideRight, std::max(width() - x - side - 5, 0));
        painter.drawText(QRect(x + side + 5, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, name);
        x += side + 5 + fontMetrics().horizontalAdvance(name) + 10;
    }
}

}  // namespace tandem
