// Where a label is least to be trusted: connected regions of voxels of little trust, cut where they cross from one box
// of a grid into the next, as a whole surface is often one region, which nobody can judge in one answer.
//
// Thread-safe. Invariant: the region in which the most voxels are expected to be wrong comes first.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

struct DoubtfulRegion {
    std::int64_t voxels = 0;
    double volumeMm3 = 0;
    double expectedErrors = 0;  ///< voxels that are wrong, by their trust: the sum of 1 - trust
    double meanTrust = 0;       ///< over its voxels
    Index3 centre{};            ///< its voxel nearest to its centroid, the first of equals
    int labelClass = 0;         ///< of most of its voxels, the first of equals
};

struct DoubtSettings {
    double threshold = 0.75;       ///< trust under which a voxel is doubtful
    std::int64_t leastVoxels = 5;  ///< smaller regions are noise
    double extentMm = 20;          ///< of the boxes at which regions are cut, as of BoxGrid; 0 cuts none
};

/// 6-connected within a box. trust: 0..1, on the label's grid. Throws Error (InvalidInput when the grids differ;
/// Cancelled).
[[nodiscard]] std::vector<DoubtfulRegion> findDoubtfulRegions(const ImageVolume& trust, const LabelVolume& label,
                                                              const DoubtSettings& settings,
                                                              const std::stop_token& stop);

/// The voxels of the region that holds this one, which is a voxel of the grid; none where it is not doubtful.
[[nodiscard]] VoxelRuns voxelsOfRegion(const ImageVolume& trust, const Index3& centre, const DoubtSettings& settings);

}  // namespace tandem
