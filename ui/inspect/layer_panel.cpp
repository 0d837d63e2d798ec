#include "ui/inspect/layer_panel.h"

#include "ui/inspect/layer_row.h"
#include "ui/inspect/layer_stack.h"
#include "ui/numbers/quantity.h"
#include "ui/theme/translated.h"

#include <QLabel>
#include <QScrollArea>
#include <QSet>
#include <QVBoxLayout>

namespace tandem {

QString valueText(const SliceLayer& layer, const Index3& voxel) {
    const double value = layer.valueAt(voxel);
    if (layer.isLabelMap()) {
        const auto index = static_cast<std::size_t>(value);
        const bool isNamed = index < layer.classNames.size() && !layer.classNames[index].isEmpty();
        return isNamed ? layer.classNames[index] : QStringLiteral("–");
    }
    return Quantity::plain(value, 3) + (layer.unit.isEmpty() ? QString() : " " + layer.unit);
}

LayerPanel::LayerPanel(LayerStack& stack, QWidget* parent)
    : QWidget(parent), m_stack(stack), m_place(new QLabel(this)), m_list(new QWidget) {
    m_place->setObjectName("voxelPlace");
    m_place->setTextFormat(Qt::PlainText);
    m_place->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_place->setContentsMargins(8, 6, 8, 0);
    m_rowLayout = new QVBoxLayout(m_list);
    m_rowLayout->setContentsMargins(0, 0, 0, 0);
    m_rowLayout->setSpacing(0);
    auto* const scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_list);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_place);
    layout->addWidget(scroll, 1);
    connect(&m_stack, &LayerStack::replaced, this, &LayerPanel::makeRows);
    connect(&m_stack, &LayerStack::changed, this, &LayerPanel::showStates);
    showVoxel({}, {});
    whenLanguageChanges(*this, [this] { retranslate(); });
}

void LayerPanel::makeRows() {
    QSet<QString> open;
    for (const LayerRow* const row : m_rows) {
        if (row->isOpen()) {
            open.insert(row->objectName());
        }
    }
    delete m_list->layout();
    qDeleteAll(m_rows);
    m_rows.clear();
    m_rowLayout = new QVBoxLayout(m_list);
    m_rowLayout->setContentsMargins(0, 0, 0, 0);
    m_rowLayout->setSpacing(0);
    for (std::size_t at = 0; at < m_stack.layers().size(); ++at) {
        auto* const row = new LayerRow(m_stack.layers()[at], m_list);
        row->showKey(m_areKeysUsed);
        row->setOpen(open.contains(row->objectName()));
        connect(row, &LayerRow::changeAsked, this,
                [this, at](const LayerChange& change) { m_stack.change(at, change); });
        connect(row, &LayerRow::restoreAsked, this, [this, at] { m_stack.restore(at); });
        m_rowLayout->addWidget(row);
        m_rows.push_back(row);
    }
    m_rowLayout->addStretch(1);
}

void LayerPanel::setKeysUsed(bool areUsed) {
    m_areKeysUsed = areUsed;
    for (LayerRow* const row : m_rows) {
        row->showKey(areUsed);
    }
}

void LayerPanel::showStates() {
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        m_rows[at]->showState(m_stack.layers()[at]);
    }
}

void LayerPanel::showVoxel(const ImageVolume& image, const std::optional<Index3>& voxel) {
    const bool isThere = voxel.has_value() && !image.isEmpty();
    m_isPlaced = isThere;
    if (!isThere) {
        retranslate();
    } else {
        const Index3& at = *voxel;
        const Vector3 mm = image.geometry().positionMm({double(at[0]), double(at[1]), double(at[2])});
        // L, P and S name the positive directions; a minus means the opposite side.
        // Voxels are counted as slices are, which start at 1 in every viewer of medical images.
        m_place->setText(tr("Voxel %1, %2, %3, counted from 1\nL %4  P %5  S %6 mm\nImage %7")
                             .arg(at[0] + 1)
                             .arg(at[1] + 1)
                             .arg(at[2] + 1)
                             .arg(Quantity::plain(mm[0], 1))
                             .arg(Quantity::plain(mm[1], 1))
                             .arg(Quantity::plain(mm[2], 1))
                             .arg(Quantity::plainSignificant(image.at(at[0], at[1], at[2]), 5)));
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rows[row]->showValue(isThere ? valueText(m_stack.layers()[row], *voxel) : QString());
    }
}

void LayerPanel::retranslate() {
    if (!m_isPlaced) {
        m_place->setText(tr("Move over a slice to read its values."));
    }
}

}  // namespace tandem
