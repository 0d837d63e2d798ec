// Which slices of a correction were painted, by the axis that runs through them.
//
// A plain value. Invariant: slices lie within the grid that the changes were made on.
#pragma once

#include "core/correction/correction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>

namespace tandem {

class PaintedSlices {
public:
    PaintedSlices() = default;
    /// Those in which the label is another than at its beginning, along each axis.
    [[nodiscard]] static PaintedSlices of(const LabelVolume& start, const LabelVolume& label);

    /// A stroke in a slice, or one that changed voxels of a box in space.
    void add(std::size_t through, std::int64_t slice) { m_slices[through].insert(slice); }
    [[nodiscard]] const std::set<std::int64_t>& along(std::size_t through) const { return m_slices[through]; }

private:
    std::array<std::set<std::int64_t>, 3> m_slices;
};

}  // namespace tandem
