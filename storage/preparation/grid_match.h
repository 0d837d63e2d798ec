// Finds out whether two grids have the same voxels up to the order and direction of their axes and their extent, and
// copies voxels from one to the other when they have: no value is changed on the way.
//
// Thread-safe. Invariant: target voxel i is the source voxel whose index along sourceAxis[a] is
// start[sourceAxis[a]] + step[a] * i[a].
#pragma once

#include "core/volume/volume.h"

#include <array>
#include <cstddef>
#include <optional>

namespace tandem {

struct GridMatch {
    std::array<std::size_t, 3> sourceAxis{0, 1, 2};  ///< along which each axis of the target runs
    Index3 step{1, 1, 1};                            ///< by axis of the target: 1, or -1 when it runs backwards
    Index3 start{0, 0, 0};  ///< by axis of the source: where target voxel (0,0,0) lies; may be outside
};

/// Nothing when the voxel centres do not coincide within a thousandth of a voxel over the whole target.
[[nodiscard]] std::optional<GridMatch> matchGrids(const Geometry& target, const Geometry& source);

/// Whether every voxel of the target is a voxel of the source.
[[nodiscard]] bool staysWithin(const GridMatch& match, const Index3& targetSize, const Index3& sourceSize) noexcept;

/// The source's voxels in the target's order. Voxels outside the source take the value outside.
template <class T>
[[nodiscard]] Volume<T> gather(const Volume<T>& source, const Geometry& target, const GridMatch& match, T outside);

}  // namespace tandem
