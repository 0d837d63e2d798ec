// The layers that a prediction's maps become: names for a person, order, colours and fixed ranges; and which of them
// answer a question together.
//
// Plain functions, thread-safe. Invariant: ranges depend on the map's kind alone, so that two cases can be compared.
#pragma once

#include "core/maps/map_set.h"
#include "core/study/label_scheme.h"
#include "ui/picture/slice_layer.h"

#include <vector>

namespace tandem {

/// What of a case's maps their layers say, but no voxel knows.
struct LayerFacts {
    bool isTrustCalibrated = false;
    bool isReferenceOfRun = false;  ///< the run predicted it, so that it cannot judge the run
};

/// Of layers that were made before.
[[nodiscard]] MapSet mapsOf(const std::vector<SliceLayer>& layers);

/// In the order of the list, all hidden. Maps that are no layers are left out.
[[nodiscard]] std::vector<SliceLayer> layersOf(const MapSet& maps, const LabelScheme& scheme, const LayerFacts& facts);

/// The number key, 0 to 9, that shows and hides the layer, the same in every case; -1 for a layer without one.
[[nodiscard]] int keyOfLayer(const MapName& map);

/// What to rely on stands before what the method computes.
enum class LayerPreset { Segmentation, HowTrusted, WhereWrong, HowSure, WhoTeaches, WhichDecoder };

/// Shows the layers of the preset, and a correction, and hides the others.
void applyPreset(std::vector<SliceLayer>& layers, LayerPreset preset);

}  // namespace tandem
