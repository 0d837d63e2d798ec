// How one layer is drawn, beyond whether and how strongly: filled or as a contour; a scalar map's colours, range and
// threshold.
//
// Used on the GUI thread. Invariant: it shows the state that it was given last; the person's wishes go out as signals.
#pragma once

#include "ui/inspect/layer_stack.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;

namespace tandem {

class LayerOptions : public QWidget {
    Q_OBJECT

public:
    explicit LayerOptions(const SliceLayer& layer, QWidget* parent = nullptr);

    void showState(const SliceLayer& layer);

Q_SIGNALS:
    void changeAsked(const tandem::LayerChange& change);
    void restoreAsked();

private:
    void makeFill(QFormLayout& form, const QString& id);
    void makeColours(QFormLayout& form, const QString& id);
    void makeRange(QFormLayout& form, const SliceLayer& layer);
    void makeThreshold(QFormLayout& form, const SliceLayer& layer);
    [[nodiscard]] QDoubleSpinBox* numberBox(const QString& name, const SliceLayer& layer);

    QComboBox* m_fill = nullptr;
    QComboBox* m_colours = nullptr;  ///< of a scalar map, as the others below
    QDoubleSpinBox* m_low = nullptr;
    QDoubleSpinBox* m_high = nullptr;
    QComboBox* m_threshold = nullptr;
    QDoubleSpinBox* m_thresholdValue = nullptr;
};

}  // namespace tandem
