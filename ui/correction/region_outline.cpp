#include "ui/correction/region_outline.h"

#include <QPainter>
#include <algorithm>
#include <cstddef>

namespace tandem {

void RegionOutline::set(const Geometry& grid, const VoxelRuns& voxels) {
    m_drawn = {};
    m_box.reset();
    m_isIn.clear();
    if (voxels.empty()) {
        return;
    }
    const Index3& size = grid.size;
    const auto placeOf = [&size](std::int64_t at) {
        return Index3{at % size[0], at / size[0] % size[1], at / (size[0] * size[1])};
    };
    Index3 low = size;
    Index3 high{-1, -1, -1};
    for (const VoxelRun& run : voxels) {
        const Index3 first = placeOf(run.first);
        const Index3 last = placeOf(run.first + run.length - 1);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], first[axis]);
            high[axis] = std::max(high[axis], last[axis]);
        }
    }
    m_box = Box{low, {high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1}};
    m_isIn.resize(static_cast<std::size_t>(m_box->voxelCount()));
    for (const VoxelRun& run : voxels) {
        const Index3 first = placeOf(run.first);
        const std::int64_t at =
            first[0] - low[0] + m_box->size[0] * (first[1] - low[1] + m_box->size[1] * (first[2] - low[2]));
        std::fill_n(m_isIn.begin() + at, run.length, true);
    }
}

bool RegionOutline::holds(const Index3& voxel) const {
    Index3 within{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        within[axis] = voxel[axis] - m_box->first[axis];
        if (within[axis] < 0 || within[axis] >= m_box->size[axis]) {
            return false;
        }
    }
    return m_isIn[static_cast<std::size_t>(within[0] + m_box->size[0] * (within[1] + m_box->size[1] * within[2]))];
}

std::vector<QLineF> RegionOutline::linesIn(const SliceCanvas& canvas) const {
    const SlicePlane& plane = canvas.plane;
    Index3 last = m_box->first;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        last[axis] += m_box->size[axis] - 1;
    }
    const auto [left, right] = std::minmax({plane.columnOf(m_box->first), plane.columnOf(last)});
    const auto [top, bottom] = std::minmax({plane.rowOf(m_box->first), plane.rowOf(last)});
    const auto isIn = [&](std::int64_t column, std::int64_t row) {
        return holds(plane.voxelAt(column, row, canvas.slice));
    };
    std::vector<QLineF> lines;
    for (std::int64_t row = top; row <= bottom + 1; ++row) {
        for (std::int64_t column = left; column <= right + 1; ++column) {
            const auto x = static_cast<double>(column);
            const auto y = static_cast<double>(row);
            const bool isHere = isIn(column, row);
            if (isHere != isIn(column, row - 1)) {
                lines.emplace_back(x, y, x + 1, y);
            }
            if (isHere != isIn(column - 1, row)) {
                lines.emplace_back(x, y, x, y + 1);
            }
        }
    }
    return lines;
}

void RegionOutline::paint(QPainter& painter, const SliceCanvas& canvas) const {
    const std::size_t through = canvas.plane.through;
    if (!m_box || canvas.slice < m_box->first[through] ||
        canvas.slice >= m_box->first[through] + m_box->size[through]) {
        return;
    }
    Lines& drawn = m_drawn[through];
    if (drawn.slice != canvas.slice) {
        drawn = {canvas.slice, linesIn(canvas)};
    }
    painter.save();
    painter.translate(canvas.picture.topLeft());
    painter.scale(canvas.picture.width() / static_cast<double>(canvas.plane.columns()),
                  canvas.picture.height() / static_cast<double>(canvas.plane.rows()));
    for (const auto& [colour, width] : {std::pair(QColor(0, 0, 0, 170), 3.0), std::pair(QColor(Qt::white), 1.2)}) {
        QPen pen(colour, width);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.drawLines(drawn.lines.data(), static_cast<int>(drawn.lines.size()));
    }
    painter.restore();
}

}  // namespace tandem
