// How much of two label maps coincides, class by class.
//
// Voxels whose class the reference does not know are not judged: they are in no mask and in no volume. Thread-safe.
// Invariant: no value is ever NaN; what happens with empty masks is stated at each value.
#pragma once

#include "core/volume/volume.h"

#include <vector>

namespace tandem {

struct Overlap {
    double dice = 1;          ///< 2|P∩R| / (|P|+|R|); 1 where both are empty, 0 where one is
    double jaccard = 1;       ///< |P∩R| / |P∪R|; 1 where both are empty, 0 where one is
    double predictionMl = 0;  ///< volume of the class in the prediction, where the reference is known
    double referenceMl = 0;   ///< volume of the class in the reference
};

/// One value per class index 0..classes-1, in one pass over the voxels. Throws Error (InvalidInput) when the grids
/// differ, a voxel holds no class index (that of the reference may be kUnknownClass), or the reference knows no voxel.
[[nodiscard]] std::vector<Overlap> measureOverlap(const LabelVolume& prediction, const LabelVolume& reference,
                                                  int classes);

/// The mean over the structures. Throws likewise.
[[nodiscard]] double meanDice(const LabelVolume& prediction, const LabelVolume& reference, int classes);

}  // namespace tandem
