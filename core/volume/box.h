// A box of voxels within a grid, and the smallest box around voxels of interest.
//
// A plain value.
#pragma once

#include "core/volume/geometry.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tandem {

struct Box {
    Index3 first{0, 0, 0};
    Index3 size{1, 1, 1};

    bool operator==(const Box&) const = default;

    [[nodiscard]] std::int64_t voxelCount() const noexcept { return size[0] * size[1] * size[2]; }

    /// Grown by margin voxels on every side, as far as a grid of the given size allows.
    [[nodiscard]] Box grownWithin(const Index3& grid, const Index3& margin) const noexcept {
        Box grown;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            grown.first[axis] = std::max<std::int64_t>(first[axis] - margin[axis], 0);
            grown.size[axis] = std::min(first[axis] + size[axis] + margin[axis], grid[axis]) - grown.first[axis];
        }
        return grown;
    }
};

/// The smallest box with all voxels of a part of a grid for which holds(flat index, first axis fastest) is true, or
/// nothing when there are none. part: within the grid.
template <class Holds>
[[nodiscard]] std::optional<Box> boundingBox(const Index3& grid, const Box& part, const Holds& holds) {
    const Index3 end{part.first[0] + part.size[0], part.first[1] + part.size[1], part.first[2] + part.size[2]};
    Index3 low = end;
    Index3 high{-1, -1, -1};
    for (std::int64_t z = part.first[2]; z < end[2]; ++z) {
        for (std::int64_t y = part.first[1]; y < end[1]; ++y) {
            const std::int64_t row = grid[0] * (y + grid[1] * z);
            std::int64_t left = part.first[0];
            while (left < end[0] && !holds(static_cast<std::size_t>(row + left))) {
                ++left;
            }
            if (left == end[0]) {
                continue;
            }
            std::int64_t right = end[0] - 1;
            while (!holds(static_cast<std::size_t>(row + right))) {
                --right;
            }
            low = {std::min(low[0], left), std::min(low[1], y), std::min(low[2], z)};
            high = {std::max(high[0], right), std::max(high[1], y), std::max(high[2], z)};
        }
    }
    if (high[0] < 0) {
        return std::nullopt;
    }
    return Box{low, {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}};
}

/// In the whole grid.
template <class Holds>
[[nodiscard]] std::optional<Box> boundingBox(const Index3& grid, const Holds& holds) {
    return boundingBox(grid, Box{{0, 0, 0}, grid}, holds);
}

}  // namespace tandem
