// A set of voxels of a grid, as runs along its first axis: what a tool touches, and what an edit changes.
//
// Plain values. Invariant: runs are in ascending order, do not overlap, and each lies within one row of the grid.
#pragma once

#include "core/volume/box.h"

#include <cstdint>
#include <vector>

namespace tandem {

struct VoxelRun {
    std::int64_t first = 0;   ///< flat index of its first voxel, first axis fastest
    std::int64_t length = 0;  ///< voxels

    bool operator==(const VoxelRun&) const = default;
};

using VoxelRuns = std::vector<VoxelRun>;

[[nodiscard]] std::int64_t voxelCount(const VoxelRuns& runs) noexcept;

/// What either holds; runs that touch within a row of rowLength voxels become one.
[[nodiscard]] VoxelRuns united(const VoxelRuns& a, const VoxelRuns& b, std::int64_t rowLength);

/// The voxels of these flat indices, which may be in any order and repeated, in rows of rowLength voxels.
[[nodiscard]] VoxelRuns runsOf(std::vector<std::int64_t> voxels, std::int64_t rowLength);

/// The voxels of a box for which holds(flat index) is true. box: within the grid.
template <class Holds>
[[nodiscard]] VoxelRuns runsWhere(const Index3& grid, const Box& box, const Holds& holds) {
    VoxelRuns runs;
    for (std::int64_t z = box.first[2]; z < box.first[2] + box.size[2]; ++z) {
        for (std::int64_t y = box.first[1]; y < box.first[1] + box.size[1]; ++y) {
            const std::int64_t row = grid[0] * (y + grid[1] * z);
            std::int64_t length = 0;
            for (std::int64_t x = box.first[0]; x <= box.first[0] + box.size[0]; ++x) {
                if (x < box.first[0] + box.size[0] && holds(row + x)) {
                    ++length;
                } else if (length > 0) {
                    runs.push_back({row + x - length, length});
                    length = 0;
                }
            }
        }
    }
    return runs;
}

}  // namespace tandem
