// The layers that a prediction's maps become: names for a person, order, colours and fixed ranges; and which of them
// answer a question together.
//
// Plain functions, thread-safe. Invariant: ranges depend on the map's kind alone, so that two cases can be compared.
#pragma once

#include "core/study/label_scheme.h"
#include "ui/picture/slice_layer.h"

#include <QString>
#include <map>
#include <string>
#include <vector>

namespace tandem {

struct NamedVoxels {
    std::map<std::string, LabelVolume> labels;   ///< "reference" is the case's own label
    std::map<std::string, ImageVolume> scalars;  ///< by map name; "trust" is of the label
    bool isTrustCalibrated = false;
    bool isReferenceOfRun = false;  ///< the run predicted it, so that it cannot judge the run
};

/// Of layers that were made before, which do not know the two flags.
[[nodiscard]] NamedVoxels voxelsOf(const std::vector<SliceLayer>& layers);

/// With what follows from the maps, unless it is there: the predictions of B and of the mean, and the error against the
/// reference.
void addDerived(NamedVoxels& maps, int classCount);

/// In the order of the list, all hidden. Maps without a known name are left out.
[[nodiscard]] std::vector<SliceLayer> layersOf(const NamedVoxels& maps, const LabelScheme& scheme);

/// The number key, 0 to 9, that shows and hides the layer, the same in every case; -1 for a layer without one.
[[nodiscard]] int keyOfLayer(const QString& id);

/// What to rely on stands before what the method computes.
enum class LayerPreset { Segmentation, HowTrusted, WhereWrong, HowSure, WhoTeaches, WhichDecoder };

/// Shows the layers of the preset and hides the others.
void applyPreset(std::vector<SliceLayer>& layers, LayerPreset preset);

}  // namespace tandem
