// The legend of one layer: the colour map with its range, unit and threshold, or the colours of its classes by name.
//
// Used on the GUI thread. Invariant: it keeps no voxels.
#pragma once

#include "ui/picture/slice_layer.h"

#include <QWidget>

namespace tandem {

class LegendBar : public QWidget {
    Q_OBJECT

public:
    explicit LegendBar(const SliceLayer& layer, QWidget* parent = nullptr);

    void showLayer(const SliceLayer& layer);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintScale(QPainter& painter) const;
    void paintSign(QPainter& painter, const QRect& place, const QColor& colour) const;
    void paintClasses(QPainter& painter) const;

    SliceLayer m_layer;
};

}  // namespace tandem
