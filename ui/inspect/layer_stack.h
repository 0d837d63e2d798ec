// The layers of the inspected case and how they are shown now.
//
// Used on the GUI thread. Invariant: changed() follows every change, once.
#pragma once

#include "ui/inspect/layer_catalogue.h"

#include <QObject>
#include <vector>

namespace tandem {

class LayerStack : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Layers that were shown in the case before keep how they were shown.
    void setLayers(const std::vector<SliceLayer>& layers);
    [[nodiscard]] const std::vector<SliceLayer>& layers() const { return m_layers; }
    /// Labels above scalars, contours above all: the order in which they are drawn.
    [[nodiscard]] std::vector<SliceLayer> drawingOrder() const;

    void setVisible(std::size_t at, bool isVisible);
    void setOpacity(std::size_t at, double opacity);
    void setFill(std::size_t at, LayerFill fill);
    void choose(LayerPreset preset);

Q_SIGNALS:
    /// There are other layers than before.
    void replaced();
    void changed();

private:
    std::vector<SliceLayer> m_layers;
};

}  // namespace tandem
