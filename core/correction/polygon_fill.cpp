#include "core/correction/polygon_fill.h"

#include "core/correction/grid_slice.h"
#include "core/volume/contour_fill.h"

#include <vector>

namespace tandem {

VoxelRuns voxelsInPolygon(const Geometry& grid, std::size_t through, std::int64_t slice,
                          std::span<const Vector3> corners) {
    const auto box = boxOfSlice(grid.size, through, slice);
    if (!box) {
        return {};
    }
    const auto [column, row] = axesOfSlice(through);
    std::vector<PlanePoint> points;
    points.reserve(corners.size());
    for (const Vector3& corner : corners) {
        points.push_back({corner[column], corner[row]});
    }
    ContourFill fill(grid.size[column], grid.size[row]);
    fill.add(points);
    return runsWhere(grid.size, *box, [&, columns = grid.size[column], x = column, y = row](std::int64_t flatIndex) {
        const Index3 voxel = voxelOf(grid.size, flatIndex);
        return fill.pixels()[static_cast<std::size_t>(voxel[x] + columns * voxel[y])] != 0;
    });
}

}  // namespace tandem
