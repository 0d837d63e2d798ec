#include "ui/inspect/layer_stack.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tandem {
namespace {

void takeColouring(SliceLayer& layer, const SliceLayer& from) {
    layer.colourMap = from.colourMap;
    layer.low = from.low;
    layer.high = from.high;
    layer.threshold = from.threshold;
    layer.thresholdValue = from.thresholdValue;
}

void takeStyle(SliceLayer& layer, const SliceLayer& from) {
    layer.isVisible = from.isVisible;
    layer.opacity = from.opacity;
    layer.fill = from.fill;
    takeColouring(layer, from);
}

}  // namespace

void LayerStack::setLayers(const std::vector<SliceLayer>& layers) {
    m_originals = layers;
    m_layers = layers;
    applyPreset(m_layers, m_preset);
    for (SliceLayer& layer : m_layers) {
        if (const auto known = m_memory.find(layer.map); known != m_memory.end()) {
            takeStyle(layer, known->second);
        }
    }
    remember();
    Q_EMIT replaced();
    Q_EMIT changed();
}

void LayerStack::remember() {
    for (const SliceLayer& layer : m_layers) {
        takeStyle(m_memory[layer.map], layer);
    }
}

std::vector<SliceLayer> inDrawingOrder(const std::vector<SliceLayer>& layers) {
    const auto height = [](const SliceLayer& layer) {
        return layer.fill == LayerFill::Contour ? 2 : layer.isLabelMap() ? 1 : 0;
    };
    std::vector<SliceLayer> sorted;
    for (const int wanted : {0, 1, 2}) {
        std::ranges::copy_if(layers, std::back_inserter(sorted),
                             [&](const SliceLayer& layer) { return height(layer) == wanted; });
    }
    return sorted;
}

SliceLayer LayerStack::styled(SliceLayer layer) const {
    std::vector<SliceLayer> one{std::move(layer)};
    applyPreset(one, m_preset);
    if (const auto known = m_memory.find(one.front().map); known != m_memory.end()) {
        takeStyle(one.front(), known->second);
    }
    return std::move(one.front());
}

void LayerStack::change(std::size_t at, const LayerChange& edit) {
    SliceLayer edited = m_layers.at(at);
    edit(edited);
    takeStyle(m_layers[at], edited);
    remember();
    Q_EMIT changed();
}

void LayerStack::restore(std::size_t at) {
    takeColouring(m_layers.at(at), m_originals.at(at));
    remember();
    Q_EMIT changed();
}

void LayerStack::choose(LayerPreset preset) {
    m_preset = preset;
    // Layers that are not there now shall follow the preset when they come.
    std::erase_if(m_memory, [this](const auto& entry) {
        return std::ranges::find(m_layers, entry.first, &SliceLayer::map) == m_layers.end();
    });
    applyPreset(m_layers, preset);
    remember();
    Q_EMIT changed();
}

void LayerStack::toggleKey(int key) {
    const auto found =
        std::ranges::find_if(m_layers, [key](const SliceLayer& layer) { return keyOfLayer(layer.map) == key; });
    if (found != m_layers.end()) {
        change(static_cast<std::size_t>(found - m_layers.begin()),
               [](SliceLayer& layer) { layer.isVisible = !layer.isVisible; });
    }
}

}  // namespace tandem
