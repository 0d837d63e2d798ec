#include "ui/picture/slice_layer.h"

#include "core/study/label_scheme.h"

namespace tandem {

SliceLayer classLayer(const LabelVolume& label, const LabelScheme& scheme, LayerFill fill, double opacity) {
    SliceLayer layer{.voxels = label, .isVisible = true, .opacity = opacity, .fill = fill};
    for (std::size_t index = 0; index < scheme.classes.size(); ++index) {
        const auto& [red, green, blue] = scheme.classes[index].colour;
        layer.classColours.push_back(index == 0 ? QColor() : QColor(red, green, blue));
        layer.classNames.push_back(QString::fromStdString(scheme.classes[index].name));
    }
    return layer;
}

}  // namespace tandem
