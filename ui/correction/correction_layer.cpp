#include "ui/correction/correction_layer.h"

#include "core/volume/unknown_class.h"
#include "ui/trust/map_words.h"

#include <QCoreApplication>

namespace tandem {

SliceLayer correctionLayer(const LabelVolume& label, const LabelScheme& scheme) {
    constexpr double kOpacity = 0.5;
    SliceLayer layer = classLayer(label, scheme, LayerFill::Filled, kOpacity);
    layer.map = kCorrectionMap;
    layer.name = MapWords::title(kCorrectionMap, {});
    layer.classNames.front().clear();  // as of other label maps: the background is no class to tell
    layer.classColours.resize(std::size_t{kUnknownClass} + 1);
    layer.classNames.resize(layer.classColours.size());
    layer.classColours.back() = unknownColour();
    layer.classNames.back() = QCoreApplication::translate("LayerCatalogue", "unknown");
    return layer;
}

}  // namespace tandem
