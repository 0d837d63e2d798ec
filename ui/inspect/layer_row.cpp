#include "ui/inspect/layer_row.h"

#include "ui/inspect/legend_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>

namespace tandem {

LayerRow::LayerRow(const SliceLayer& layer, int number, QWidget* parent)
    : QFrame(parent),
      m_visible(new QCheckBox(number > 0 ? QString("%1  %2").arg(number).arg(layer.name) : "    " + layer.name, this)),
      m_value(new QLabel(this)),
      m_opacity(new QSlider(Qt::Horizontal, this)),
      m_legend(new LegendBar(layer, this)) {
    setObjectName("layer-" + layer.id);
    m_visible->setObjectName("visible-" + layer.id);
    if (number > 0) {
        m_visible->setToolTip(tr("Key %1 shows and hides it.").arg(number));
    }
    m_value->setObjectName("value-" + layer.id);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_opacity->setObjectName("opacity-" + layer.id);
    m_opacity->setRange(0, 100);
    m_opacity->setToolTip(tr("Opacity"));
    m_opacity->setFixedWidth(80);

    auto* const top = new QHBoxLayout;
    top->addWidget(m_visible, 1);
    top->addWidget(m_value);
    auto* const how = new QHBoxLayout;
    how->setContentsMargins(24, 0, 0, 0);
    how->addWidget(m_legend, 1);
    if (layer.isLabelMap()) {
        m_fill = new QComboBox(this);
        m_fill->setObjectName("fill-" + layer.id);
        m_fill->addItems({tr("Filled"), tr("Contour")});
        how->addWidget(m_fill);
        connect(m_fill, &QComboBox::activated, this, [this](int index) { Q_EMIT fillAsked(LayerFill(index)); });
    }
    how->addWidget(m_opacity);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 3, 8, 3);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addLayout(how);
    connect(m_visible, &QCheckBox::toggled, this, &LayerRow::visibleAsked);
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) { Q_EMIT opacityAsked(percent / 100.0); });
    showState(layer);
}

void LayerRow::showState(const SliceLayer& layer) {
    const QSignalBlocker quietVisible(m_visible);
    const QSignalBlocker quietOpacity(m_opacity);
    m_visible->setChecked(layer.isVisible);
    m_opacity->setValue(static_cast<int>(std::lround(100 * layer.opacity)));
    m_opacity->setVisible(layer.isVisible);
    m_legend->setVisible(layer.isVisible);
    if (m_fill != nullptr) {
        m_fill->setCurrentIndex(static_cast<int>(layer.fill));
        m_fill->setVisible(layer.isVisible);
    }
}

void LayerRow::showValue(const QString& value) {
    m_value->setText(value);
}

}  // namespace tandem
