#include "ui/inspect/layer_stack.h"

#include <algorithm>
#include <iterator>

namespace tandem {

void LayerStack::setLayers(const std::vector<SliceLayer>& layers) {
    const std::vector<SliceLayer> before = std::move(m_layers);
    m_layers = layers;
    for (SliceLayer& layer : m_layers) {
        const auto known = std::ranges::find(before, layer.id, &SliceLayer::id);
        if (!before.empty()) {
            layer.isVisible = known != before.end() && known->isVisible;
        }
        if (known != before.end()) {
            layer.opacity = known->opacity;
            layer.fill = known->fill;
        }
    }
    Q_EMIT replaced();
    Q_EMIT changed();
}

std::vector<SliceLayer> LayerStack::drawingOrder() const {
    const auto height = [](const SliceLayer& layer) {
        return !layer.isLabelMap() ? 0 : layer.fill == LayerFill::Filled ? 1 : 2;
    };
    std::vector<SliceLayer> sorted;
    for (const int wanted : {0, 1, 2}) {
        std::ranges::copy_if(m_layers, std::back_inserter(sorted),
                             [&](const SliceLayer& layer) { return height(layer) == wanted; });
    }
    return sorted;
}

void LayerStack::setVisible(std::size_t at, bool isVisible) {
    m_layers.at(at).isVisible = isVisible;
    Q_EMIT changed();
}

void LayerStack::setOpacity(std::size_t at, double opacity) {
    m_layers.at(at).opacity = std::clamp(opacity, 0.0, 1.0);
    Q_EMIT changed();
}

void LayerStack::setFill(std::size_t at, LayerFill fill) {
    m_layers.at(at).fill = fill;
    Q_EMIT changed();
}

void LayerStack::choose(LayerPreset preset) {
    applyPreset(m_layers, preset);
    Q_EMIT changed();
}

}  // namespace tandem
