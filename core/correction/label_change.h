// What an edit changed of a label map: runs of voxels with the class that they had and the one that they got.
//
// Plain values. Invariant: runs are in ascending order, do not overlap, each lies within one row of the grid, and
// before differs from after.
#pragma once

#include "core/volume/box.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

struct ChangedRun {
    std::int64_t first = 0;   ///< flat index of its first voxel, first axis fastest
    std::int32_t length = 0;  ///< voxels
    std::uint8_t before = 0;  ///< class index, or kUnknownClass
    std::uint8_t after = 0;

    bool operator==(const ChangedRun&) const = default;
};

struct LabelChange {
    std::vector<ChangedRun> runs;

    bool operator==(const LabelChange&) const = default;

    [[nodiscard]] bool isEmpty() const noexcept { return runs.empty(); }
    [[nodiscard]] std::int64_t voxelCount() const noexcept;
    [[nodiscard]] std::size_t bytes() const noexcept { return runs.size() * sizeof(ChangedRun); }
    /// Of the voxels that changed, in a grid of that size; nothing when none did.
    [[nodiscard]] std::optional<Box> box(const Index3& grid) const noexcept;
};

/// The one after the other as one change: a voxel keeps what it was before the first. Voxels that are again what they
/// were are left out.
[[nodiscard]] LabelChange joined(const LabelChange& first, const LabelChange& second, std::int64_t rowLength);

}  // namespace tandem
