#include "core/correction/region_fill.h"

#include "core/correction/brush.h"
#include "core/correction/connected_runs.h"
#include "core/correction/grid_slice.h"

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

/// The voxels of the runs for which holds(flat index) is true.
template <class Holds>
VoxelRuns those(const VoxelRuns& runs, const Holds& holds) {
    VoxelRuns kept;
    for (const VoxelRun& run : runs) {
        std::int64_t length = 0;
        for (std::int64_t at = run.first; at <= run.first + run.length; ++at) {
            if (at < run.first + run.length && holds(at)) {
                ++length;
            } else if (length > 0) {
                kept.push_back({at - length, length});
                length = 0;
            }
        }
    }
    return kept;
}

Brush brushOf(const FillReach& reach) {
    return {.shape = reach.through ? BrushShape::Disc : BrushShape::Ball,
            .radiusMm = reach.radiusMm,
            .through = reach.through.value_or(2)};
}

}  // namespace

VoxelRuns likeGrey(const ImageVolume& image, const Index3& voxel, double tolerance, const FillReach& reach,
                   const std::stop_token& stop) {
    const Geometry& grid = image.geometry();
    if (!isWithin(grid.size, voxel)) {
        return {};
    }
    const Vector3 place{static_cast<double>(voxel[0]), static_cast<double>(voxel[1]), static_cast<double>(voxel[2])};
    const std::int64_t seed = flatIndexOf(grid.size, voxel);
    const double grey = image.voxels()[static_cast<std::size_t>(seed)];
    // The voxel is told by its place, as a value that is not a number is within no tolerance.
    const VoxelRuns like = those(brushedVoxels(grid, brushOf(reach), place, place), [&](std::int64_t at) {
        const double other = image.voxels()[static_cast<std::size_t>(at)];
        return at == seed || std::abs(other - grey) <= tolerance;
    });
    const Pieces pieces = connectedPieces(grid.size, like, Neighbours::Faces, stop);
    const auto own = std::ranges::upper_bound(like, seed, {}, &VoxelRun::first) - like.begin() - 1;
    VoxelRuns region;
    for (std::size_t run = 0; run < like.size(); ++run) {
        if (pieces.ofRun[run] == pieces.ofRun[static_cast<std::size_t>(own)]) {
            region.push_back(like[run]);
        }
    }
    return region;
}

VoxelRuns withinGrey(const ImageVolume& image, const VoxelRuns& voxels, double low, double high) {
    return those(voxels, [&](std::int64_t at) {
        const double grey = image.voxels()[static_cast<std::size_t>(at)];
        return grey >= low && grey <= high;
    });
}

}  // namespace tandem
