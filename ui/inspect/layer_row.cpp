#include "ui/inspect/layer_row.h"

#include "ui/inspect/layer_options.h"
#include "ui/inspect/legend_bar.h"
#include "ui/theme/name_check.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace tandem {
LayerRow::LayerRow(const SliceLayer& layer, QWidget* parent)
    : QFrame(parent),
      m_visible(new NameCheck(this)),
      m_value(new QLabel(this)),
      m_open(new QToolButton(this)),
      m_opacity(new QSlider(Qt::Horizontal, this)),
      m_legend(new LegendBar(layer, this)),
      m_meaning(new QLabel(layer.meaning, this)),
      m_options(new LayerOptions(layer, this)) {
    setObjectName("layer-" + layer.id());
    m_name = layer.name;
    m_key = keyOfLayer(layer.map);
    m_visible->setObjectName("visible-" + layer.id());
    m_explanation = layer.explanation;
    showKey(true);
    m_value->setToolTip(m_explanation);
    m_value->setObjectName("value-" + layer.id());
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_meaning->setObjectName("meaning-" + layer.id());
    m_meaning->setProperty("role", "faint");
    m_meaning->setWordWrap(true);
    constexpr int kIndent = 24;
    m_meaning->setContentsMargins(kIndent, 0, 0, 0);
    m_open->setObjectName("options-" + layer.id());
    m_open->setCheckable(true);
    m_open->setAutoRaise(true);
    m_open->setArrowType(Qt::RightArrow);
    m_open->setToolTip(layer.isLabelMap() ? tr("Fill or contour") : tr("Fill or contour, colours, range, threshold"));
    m_open->setAccessibleName(tr("How %1 is drawn").arg(layer.name));
    m_opacity->setObjectName("opacity-" + layer.id());
    m_opacity->setRange(0, 100);
    m_opacity->setToolTip(tr("Opacity"));
    m_opacity->setAccessibleName(tr("Opacity of %1").arg(layer.name));
    m_opacity->setFixedWidth(64);

    auto* const top = new QHBoxLayout;
    top->addWidget(m_visible, 1);
    top->addWidget(m_value);
    auto* const how = new QHBoxLayout;
    how->setContentsMargins(kIndent, 0, 0, 0);
    how->setSpacing(6);  // so that the legend's number does not touch the slider
    how->addWidget(m_legend, 1);
    how->addWidget(m_opacity);
    how->addWidget(m_open);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 3, 8, 3);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addLayout(how);
    layout->addWidget(m_meaning);
    layout->addWidget(m_options);
    connectParts();
    showState(layer);
}

void LayerRow::connectParts() {
    connect(m_visible, &QCheckBox::toggled, this, [this](bool isVisible) {
        Q_EMIT changeAsked([isVisible](SliceLayer& layer) { layer.isVisible = isVisible; });
    });
    connect(m_opacity, &QSlider::valueChanged, this, [this](int percent) {
        Q_EMIT changeAsked([percent](SliceLayer& layer) { layer.opacity = percent / 100.0; });
    });
    connect(m_open, &QToolButton::toggled, this, &LayerRow::showOptions);
    connect(m_options, &LayerOptions::changeAsked, this, &LayerRow::changeAsked);
    connect(m_options, &LayerOptions::restoreAsked, this, &LayerRow::restoreAsked);
}

void LayerRow::showState(const SliceLayer& layer) {
    const QSignalBlocker quietVisible(m_visible);
    const QSignalBlocker quietOpacity(m_opacity);
    m_visible->setChecked(layer.isVisible);
    m_opacity->setValue(static_cast<int>(std::lround(100 * layer.opacity)));
    m_opacity->setVisible(layer.isVisible);
    m_open->setVisible(layer.isVisible);
    m_legend->setVisible(layer.isVisible);
    m_legend->showLayer(layer);
    m_meaning->setVisible(layer.isVisible && !layer.meaning.isEmpty());
    m_options->showState(layer);
    showOptions();
}

void LayerRow::showKey(bool isUsed) {
    const bool hasKey = isUsed && m_key >= 0;
    m_visible->setText(hasKey ? QString("%1  %2").arg(m_key).arg(m_name) : "    " + m_name);
    QStringList tips = hasKey ? QStringList{tr("Key %1 shows and hides it.").arg(m_key)} : QStringList();
    if (!m_explanation.isEmpty()) {
        tips.prepend(m_explanation);
    }
    m_visible->setToolTip(tips.join('\n'));
}

void LayerRow::showOptions() {
    m_open->setArrowType(m_open->isChecked() ? Qt::DownArrow : Qt::RightArrow);
    m_options->setVisible(m_visible->isChecked() && m_open->isChecked());
}

bool LayerRow::isOpen() const {
    return m_open->isChecked();
}

void LayerRow::setOpen(bool isOpen) {
    m_open->setChecked(isOpen);
}

void LayerRow::showValue(const QString& value) {
    constexpr int kMostCharacters = 18;  // a class may have any name
    const int most = kMostCharacters * fontMetrics().averageCharWidth();
    const QString shown = fontMetrics().elidedText(value, Qt::ElideMiddle, most);
    m_value->setText(shown);
    m_value->setToolTip(shown == value ? m_explanation : value + (m_explanation.isEmpty() ? "" : '\n' + m_explanation));
}

}  // namespace tandem
