#include "ui/inspect/layer_options.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QImage>
#include <QPixmap>
#include <QPushButton>
#include <QSignalBlocker>
#include <array>

namespace tandem {
namespace {

constexpr std::array kMaps{ColourMapName::Viridis, ColourMapName::Magma, ColourMapName::Cividis, ColourMapName::Grey};

QIcon swatchOf(ColourMapName map) {
    constexpr int kWidth = 48;
    constexpr int kHeight = 12;
    QImage swatch(kWidth, kHeight, QImage::Format_RGB32);
    for (int x = 0; x < kWidth; ++x) {
        const auto colour = colourAt(map, static_cast<double>(x) / (kWidth - 1));
        for (int y = 0; y < kHeight; ++y) {
            swatch.setPixel(x, y, qRgb(colour[0], colour[1], colour[2]));
        }
    }
    return QPixmap::fromImage(swatch);
}

/// Two fields in one row of a form.
QHBoxLayout* pairOf(QWidget* first, QWidget* second) {
    auto* const pair = new QHBoxLayout;
    pair->setSpacing(4);
    pair->addWidget(first, 1);
    pair->addWidget(second, 1);
    return pair;
}

}  // namespace

LayerOptions::LayerOptions(const SliceLayer& layer, QWidget* parent) : QWidget(parent) {
    auto* const form = new QFormLayout(this);
    form->setContentsMargins(24, 2, 0, 4);
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(4);
    makeFill(*form, layer.id());
    if (!layer.isLabelMap()) {
        makeColours(*form, layer.id());
        makeRange(*form, layer);
        makeThreshold(*form, layer);
        auto* const restore = new QPushButton(tr("Restore range and colours"), this);
        restore->setObjectName("restore-" + layer.id());
        form->addRow(restore);
        connect(restore, &QPushButton::clicked, this, &LayerOptions::restoreAsked);
    }
    showState(layer);
}

void LayerOptions::makeFill(QFormLayout& form, const QString& id) {
    m_fill = new QComboBox(this);
    m_fill->setObjectName("fill-" + id);
    m_fill->addItems({tr("Filled"), tr("Contour")});
    form.addRow(tr("Draw"), m_fill);
    connect(m_fill, &QComboBox::activated, this, [this](int index) {
        Q_EMIT changeAsked([index](SliceLayer& layer) { layer.fill = static_cast<LayerFill>(index); });
    });
}

void LayerOptions::makeColours(QFormLayout& form, const QString& id) {
    m_colours = new QComboBox(this);
    m_colours->setObjectName("colours-" + id);
    m_colours->setIconSize({48, 12});
    const QString names[]{tr("Viridis"), tr("Magma"), tr("Cividis"), tr("Grey")};
    for (std::size_t at = 0; at < kMaps.size(); ++at) {
        m_colours->addItem(swatchOf(kMaps[at]), names[at], static_cast<int>(kMaps[at]));
    }
    form.addRow(tr("Colours"), m_colours);
    connect(m_colours, &QComboBox::activated, this, [this] {
        const auto map = static_cast<ColourMapName>(m_colours->currentData().toInt());
        Q_EMIT changeAsked([map](SliceLayer& layer) { layer.colourMap = map; });
    });
}

QDoubleSpinBox* LayerOptions::numberBox(const QString& name, const SliceLayer& layer) {
    constexpr double kFarthest = 1000;
    auto* const box = new QDoubleSpinBox(this);
    box->setObjectName(name + "-" + layer.id());
    box->setRange(-kFarthest, kFarthest);
    box->setDecimals(3);
    box->setSingleStep((layer.high - layer.low) / 20);
    box->setKeyboardTracking(false);
    constexpr int kLeastWidth = 72;  // for three decimals; the range would ask for more than the list has
    box->setMinimumWidth(kLeastWidth);
    return box;
}

void LayerOptions::makeRange(QFormLayout& form, const SliceLayer& layer) {
    m_low = numberBox("low", layer);
    m_low->setAccessibleName(tr("Value of the first colour"));
    m_low->setToolTip(m_low->accessibleName());
    m_high = numberBox("high", layer);
    m_high->setAccessibleName(tr("Value of the last colour"));
    m_high->setToolTip(m_high->accessibleName());
    form.addRow(layer.unit.isEmpty() ? tr("Range") : tr("Range (%1)").arg(layer.unit), pairOf(m_low, m_high));
    const auto ask = [this] {
        const double low = m_low->value();
        const double high = m_high->value();
        if (high > low) {
            Q_EMIT changeAsked([low, high](SliceLayer& changed) {
                changed.low = low;
                changed.high = high;
            });
        }
    };
    // The other end moves out of the way, so that no range is empty.
    connect(m_low, &QDoubleSpinBox::valueChanged, this, [this, ask](double low) {
        if (m_high->value() <= low) {
            const QSignalBlocker quiet(m_high);
            m_high->setValue(low + m_high->singleStep());
        }
        ask();
    });
    connect(m_high, &QDoubleSpinBox::valueChanged, this, [this, ask](double high) {
        if (m_low->value() >= high) {
            const QSignalBlocker quiet(m_low);
            m_low->setValue(high - m_low->singleStep());
        }
        ask();
    });
}

void LayerOptions::makeThreshold(QFormLayout& form, const SliceLayer& layer) {
    m_threshold = new QComboBox(this);
    m_threshold->setObjectName("threshold-" + layer.id());
    constexpr int kLeastWidth = 84;
    m_threshold->setMinimumWidth(kLeastWidth);
    m_threshold->addItems({tr("All values"), tr("At least"), tr("At most")});
    m_thresholdValue = numberBox("thresholdValue", layer);
    m_thresholdValue->setAccessibleName(tr("Threshold"));
    form.addRow(tr("Show"), pairOf(m_threshold, m_thresholdValue));
    const auto ask = [this] {
        const auto threshold = static_cast<LayerThreshold>(m_threshold->currentIndex());
        const double value = m_thresholdValue->value();
        Q_EMIT changeAsked([threshold, value](SliceLayer& changed) {
            changed.threshold = threshold;
            changed.thresholdValue = value;
        });
    };
    connect(m_threshold, &QComboBox::activated, this, ask);
    connect(m_thresholdValue, &QDoubleSpinBox::valueChanged, this, ask);
}

void LayerOptions::showState(const SliceLayer& layer) {
    m_fill->setCurrentIndex(static_cast<int>(layer.fill));
    if (layer.isLabelMap()) {
        return;
    }
    const QSignalBlocker quietLow(m_low);
    const QSignalBlocker quietHigh(m_high);
    const QSignalBlocker quietValue(m_thresholdValue);
    m_colours->setCurrentIndex(m_colours->findData(static_cast<int>(layer.colourMap)));
    m_low->setValue(layer.low);
    m_high->setValue(layer.high);
    m_threshold->setCurrentIndex(static_cast<int>(layer.threshold));
    m_thresholdValue->setValue(layer.thresholdValue);
    // A contour runs at the value also while all values are shown.
    const bool isUsed = layer.threshold != LayerThreshold::All || layer.fill == LayerFill::Contour;
    m_thresholdValue->setEnabled(isUsed);
    m_thresholdValue->setToolTip(isUsed ? tr("Threshold")
                                        : tr("All values are shown; choose “At least” or “At most” first."));
}

}  // namespace tandem
