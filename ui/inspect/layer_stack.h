// The layers of the inspected case and how they are shown now.
//
// Used on the GUI thread. Invariant: changed() follows every change, once; how a layer was shown is remembered by its
// map, also over cases that lack it.
#pragma once

#include "ui/inspect/layer_catalogue.h"

#include <QObject>
#include <functional>
#include <map>
#include <vector>

namespace tandem {

using LayerChange = std::function<void(SliceLayer& layer)>;

/// Labels above scalars, contours above all: the order in which they are drawn.
[[nodiscard]] std::vector<SliceLayer> inDrawingOrder(const std::vector<SliceLayer>& layers);

class LayerStack : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Layers that were shown before keep how they were shown; others are shown as the preset chosen last has them.
    void setLayers(const std::vector<SliceLayer>& layers);
    [[nodiscard]] const std::vector<SliceLayer>& layers() const { return m_layers; }
    [[nodiscard]] std::vector<SliceLayer> drawingOrder() const { return inDrawingOrder(m_layers); }
    /// Other voxels as the layer of that map is shown, also where this case lacks it: so that predictions beside each
    /// other follow the same switches.
    [[nodiscard]] SliceLayer styled(SliceLayer layer) const;

    /// Of how the layer is shown; its voxels and names stay.
    void change(std::size_t at, const LayerChange& edit);
    /// Its own colours, range and threshold again.
    void restore(std::size_t at);
    void choose(LayerPreset preset);
    /// Shows or hides the layer with this key (see keyOfLayer()), if there is one.
    void toggleKey(int key);

Q_SIGNALS:
    /// There are other layers than before.
    void replaced();
    void changed();

private:
    void remember();

    std::vector<SliceLayer> m_layers;
    std::vector<SliceLayer> m_originals;     ///< as they were given
    std::map<MapName, SliceLayer> m_memory;  ///< how each was shown last, without voxels
    LayerPreset m_preset = LayerPreset::Segmentation;
};

}  // namespace tandem
