// Small grids and sets of voxels for the tests of correction.
#pragma once

#include "core/volume/volume.h"
#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

[[nodiscard]] inline Geometry gridOf(const Index3& size, const Vector3& spacingMm = {1, 1, 1}) {
    return {.size = size, .spacingMm = spacingMm};
}

[[nodiscard]] inline std::int64_t flatOf(const Geometry& grid, const Index3& voxel) {
    return voxel[0] + grid.size[0] * (voxel[1] + grid.size[1] * voxel[2]);
}

/// Calls visit(voxel) for all, in the order in which they are stored.
template <class Visit>
void visitAll(const Geometry& grid, const Visit& visit) {
    for (std::int64_t z = 0; z < grid.size[2]; ++z) {
        for (std::int64_t y = 0; y < grid.size[1]; ++y) {
            for (std::int64_t x = 0; x < grid.size[0]; ++x) {
                visit(Index3{x, y, z});
            }
        }
    }
}

/// A volume of what value(voxel) is.
template <class T, class Value>
[[nodiscard]] Volume<T> volumeOf(const Geometry& grid, const Value& value) {
    std::vector<T> voxels;
    voxels.reserve(static_cast<std::size_t>(grid.voxelCount()));
    visitAll(grid, [&](const Index3& voxel) { voxels.push_back(static_cast<T>(value(voxel))); });
    return {grid, std::move(voxels)};
}

/// Voxels for which holds(voxel) is true, each as a run of one: without what makes runs.
using VoxelSet = std::vector<std::int64_t>;

template <class Holds>
[[nodiscard]] VoxelSet setWhere(const Geometry& grid, const Holds& holds) {
    VoxelSet set;
    visitAll(grid, [&](const Index3& voxel) {
        if (holds(voxel)) {
            set.push_back(flatOf(grid, voxel));
        }
    });
    return set;
}

[[nodiscard]] inline VoxelSet setOf(const VoxelRuns& runs) {
    VoxelSet set;
    for (const VoxelRun& run : runs) {
        for (std::int64_t at = run.first; at < run.first + run.length; ++at) {
            set.push_back(at);
        }
    }
    return set;
}

/// What of the invariant of VoxelRuns does not hold, or that a voxel lies beyond the grid; empty when all is well.
[[nodiscard]] inline std::string faultOf(const Geometry& grid, const VoxelRuns& runs) {
    std::int64_t end = 0;
    for (const VoxelRun& run : runs) {
        const std::int64_t last = run.first + run.length - 1;
        if (run.length < 1 || run.first < end || last >= grid.voxelCount() ||
            run.first / grid.size[0] != last / grid.size[0]) {
            return "run of " + std::to_string(run.length) + " at " + std::to_string(run.first);
        }
        end = last + 1;
    }
    return {};
}

}  // namespace tandem
