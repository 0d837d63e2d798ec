// A grid of voxels cut into boxes of about the same size, which lie side by side and hold every voxel once.
//
// The boxes are aligned to the grid's first voxel; along each axis they differ by a voxel at most, so that none is a
// rest. A plain value, thread-safe. Invariant: the same geometry and extent give the same boxes.
#pragma once

#include "core/volume/box.h"

#include <cstddef>
#include <cstdint>

namespace tandem {

class BoxGrid {
public:
    /// extentMm: of a box along each axis, as near as whole boxes come; 0 for one box, the whole grid. geometry: as its
    /// check() wants it.
    BoxGrid(const Geometry& geometry, double extentMm);

    [[nodiscard]] std::int64_t count() const noexcept { return m_boxes[0] * m_boxes[1] * m_boxes[2]; }
    /// number: 0 ... count() - 1, along the first axis first.
    [[nodiscard]] Box box(std::int64_t number) const noexcept;
    /// Of the box that holds the voxel, which is one of the grid.
    [[nodiscard]] std::int64_t numberAt(const Index3& voxel) const noexcept;
    /// Whether a box begins with the voxels of this index along the axis.
    [[nodiscard]] bool beginsAt(std::size_t axis, std::int64_t index) const noexcept {
        return index == 0 || placeOf(axis, index) != placeOf(axis, index - 1);
    }

private:
    [[nodiscard]] std::int64_t placeOf(std::size_t axis, std::int64_t index) const noexcept {
        return index * m_boxes[axis] / m_size[axis];
    }
    /// The first index of a box along the axis, or the end of the one before.
    [[nodiscard]] std::int64_t firstOf(std::size_t axis, std::int64_t place) const noexcept {
        return (place * m_size[axis] + m_boxes[axis] - 1) / m_boxes[axis];
    }

    Index3 m_size;
    Index3 m_boxes;  ///< along each axis
};

}  // namespace tandem
