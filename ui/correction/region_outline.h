// The border of a set of voxels, drawn over slices.
//
// Used on the GUI thread. Invariant: of each plane the lines of the slice that was drawn last are kept.
#pragma once

#include "core/volume/box.h"
#include "core/volume/voxel_runs.h"
#include "ui/render/slice_tool.h"

#include <QLineF>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class RegionOutline {
public:
    void set(const Geometry& grid, const VoxelRuns& voxels);
    void paint(QPainter& painter, const SliceCanvas& canvas) const;

private:
    struct Lines {
        std::int64_t slice = -1;
        std::vector<QLineF> lines;  ///< in pixels of the slice
    };

    [[nodiscard]] std::vector<QLineF> linesIn(const SliceCanvas& canvas) const;
    [[nodiscard]] bool holds(const Index3& voxel) const;

    std::optional<Box> m_box;  ///< of the voxels
    std::vector<bool> m_isIn;  ///< of the box's voxels, first axis fastest
    mutable std::array<Lines, 3> m_drawn;
};

}  // namespace tandem
