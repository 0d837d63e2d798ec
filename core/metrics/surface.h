// How far the surfaces of a predicted and a reference structure lie apart, in millimetres.
//
// The surface of a mask is the mask minus its erosion by the six face neighbours; what lies outside the grid counts as
// background, so voxels on the grid's border belong to the surface. Distances run between voxel centres, each way from
// every surface voxel to the nearest of the other surface.
//
// Voxels whose class the reference does not know belong to neither mask, and a mask has no surface where it meets them:
// nobody says that the structure ends there, and a label of single slices would else be all surface. A distance runs
// past them to the nearest surface that is known, so it is never too small, and too large where a nearer surface lies
// unseen. Thread-safe.
// Invariant: a value is present, or std::nullopt where exactly one mask is empty or a mask has no surface; never NaN.
#pragma once

#include "core/volume/volume.h"

#include <cstdint>
#include <optional>

namespace tandem {

/// All 0 where both masks are empty; absent where only one is, or where one has no known surface, as there is nothing
/// to measure to.
struct SurfaceDistances {
    std::optional<double> hd95Mm;  ///< 95th percentile of the distances of both ways in one list, linear interpolation
    std::optional<double> asdMm;   ///< mean distance from the prediction's surface to the reference's
    std::optional<double> assdMm;  ///< mean of the distances of both ways in one list
};

/// For the mask of the voxels that hold classIndex. Throws Error (InvalidInput) when the grids differ.
[[nodiscard]] SurfaceDistances measureSurface(const LabelVolume& prediction, const LabelVolume& reference,
                                              std::uint8_t classIndex);

}  // namespace tandem
