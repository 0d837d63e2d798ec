// One layer in the list: whether it is shown, how, its legend and its value under the cursor.
//
// Used on the GUI thread. Invariant: it shows the state that it was given last; the person's wishes go out as signals.
#pragma once

#include "ui/render/slice_layer.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;

namespace tandem {

class LegendBar;

class LayerRow : public QFrame {
    Q_OBJECT

public:
    /// number: of the key that toggles it, or 0.
    LayerRow(const SliceLayer& layer, int number, QWidget* parent = nullptr);

    void showState(const SliceLayer& layer);
    void showValue(const QString& value);

Q_SIGNALS:
    void visibleAsked(bool isVisible);
    void opacityAsked(double opacity);
    void fillAsked(tandem::LayerFill fill);

private:
    QCheckBox* m_visible = nullptr;
    QLabel* m_value = nullptr;
    QSlider* m_opacity = nullptr;
    QComboBox* m_fill = nullptr;
    LegendBar* m_legend = nullptr;
};

}  // namespace tandem
