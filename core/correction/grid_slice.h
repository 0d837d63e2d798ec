// The voxels of a grid and of its slices: flat indices, and the axes that lie in a slice.
//
// Pure. Invariant: the lower axis comes first, so that pixels are in the order in which the grid stores them.
#pragma once

#include "core/volume/box.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tandem {

/// A slice of a grid, and the axis that runs through it.
struct SliceOf {
    std::size_t through = 2;
    std::int64_t slice = 0;

    bool operator==(const SliceOf&) const = default;
};

/// Columns run along the first, rows along the second.
[[nodiscard]] constexpr std::array<std::size_t, 2> axesOfSlice(std::size_t through) noexcept {
    return {through == 0 ? std::size_t{1} : std::size_t{0}, through == 2 ? std::size_t{1} : std::size_t{2}};
}

/// Nothing beyond the grid.
[[nodiscard]] constexpr std::optional<Box> boxOfSlice(const Index3& grid, std::size_t through,
                                                      std::int64_t slice) noexcept {
    if (slice < 0 || slice >= grid[through]) {
        return std::nullopt;
    }
    Box box{{0, 0, 0}, grid};
    box.first[through] = slice;
    box.size[through] = 1;
    return box;
}

[[nodiscard]] constexpr bool isWithin(const Index3& grid, const Index3& voxel) noexcept {
    return voxel[0] >= 0 && voxel[0] < grid[0] && voxel[1] >= 0 && voxel[1] < grid[1] && voxel[2] >= 0 &&
           voxel[2] < grid[2];
}

[[nodiscard]] constexpr std::int64_t flatIndexOf(const Index3& grid, const Index3& voxel) noexcept {
    return voxel[0] + grid[0] * (voxel[1] + grid[1] * voxel[2]);
}

/// The voxel of a flat index.
[[nodiscard]] constexpr Index3 voxelOf(const Index3& grid, std::int64_t flatIndex) noexcept {
    return {flatIndex % grid[0], flatIndex / grid[0] % grid[1], flatIndex / (grid[0] * grid[1])};
}

}  // namespace tandem
