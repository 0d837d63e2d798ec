#include "ui/picture/slice_layer.h"

#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"

#include <algorithm>

namespace tandem {

QColor unknownColour() {
    return {160, 160, 160};
}

void showUnknown(SliceLayer& layer, const QString& name) {
    const auto voxels = std::get<LabelVolume>(layer.voxels).voxels();
    if (std::ranges::find(voxels, kUnknownClass) == voxels.end()) {
        return;
    }
    layer.classColours.resize(kUnknownClass);
    layer.classColours.push_back(unknownColour());
    layer.classNames.resize(kUnknownClass);
    layer.classNames.push_back(name);
}

SliceLayer classLayer(const LabelVolume& label, const LabelScheme& scheme, LayerFill fill, double opacity) {
    SliceLayer layer{.voxels = label, .isVisible = true, .opacity = opacity, .fill = fill};
    for (std::size_t index = 0; index < scheme.classes.size(); ++index) {
        const auto& [red, green, blue] = scheme.classes[index].colour;
        layer.classColours.push_back(index == 0 ? QColor() : QColor(red, green, blue));
        layer.classNames.push_back(QString::fromStdString(scheme.classes[index].name));
    }
    showUnknown(layer, {});
    return layer;
}

}  // namespace tandem
