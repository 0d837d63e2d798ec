#include "core/correction/shape_cleanup.h"

#include "core/correction/connected_runs.h"
#include "core/correction/gaussian_blur.h"
#include "core/correction/grid_slice.h"

#include <algorithm>
#include <vector>

namespace tandem {
namespace {

/// The class in the label or in one of its slices.
class Shape {
public:
    Shape(const LabelVolume& label, std::uint8_t labelClass, const std::optional<SliceOf>& slice)
        : m_label(label), m_class(labelClass), m_slice(slice) {
        const Index3& grid = label.geometry().size;
        const auto part = slice ? boxOfSlice(grid, slice->through, slice->slice) : std::optional(Box{{0, 0, 0}, grid});
        if (part) {
            m_box = boundingBox(grid, *part, [&](std::size_t at) { return label.voxels()[at] == labelClass; });
        }
    }

    [[nodiscard]] const Index3& grid() const { return m_label.geometry().size; }
    /// Around the shape; nothing without one.
    [[nodiscard]] const std::optional<Box>& box() const { return m_box; }
    [[nodiscard]] bool has(std::int64_t at) const { return m_label.voxels()[static_cast<std::size_t>(at)] == m_class; }
    [[nodiscard]] bool isFlatAlong(std::size_t axis) const {
        return grid()[axis] == 1 || (m_slice && m_slice->through == axis);
    }

    /// Whether a run of the box lies at one of its sides. What is not the class there reaches the grid's border, as
    /// beyond the box nothing is of the class.
    [[nodiscard]] bool isAtSide(const VoxelRun& run) const {
        const Index3 first = voxelOf(grid(), run.first);
        const Index3 last = voxelOf(grid(), run.first + run.length - 1);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const std::int64_t end = m_box->first[axis] + m_box->size[axis] - 1;
            if (!isFlatAlong(axis) && (first[axis] == m_box->first[axis] || last[axis] == end)) {
                return true;
            }
        }
        return false;
    }

private:
    const LabelVolume& m_label;
    std::uint8_t m_class;
    std::optional<SliceOf> m_slice;
    std::optional<Box> m_box;
};

/// Of the pieces that were chosen, all runs.
VoxelRuns runsOfPieces(const VoxelRuns& runs, const Pieces& pieces, const std::vector<bool>& isChosen) {
    VoxelRuns chosen;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (isChosen[pieces.ofRun[run]]) {
            chosen.push_back(runs[run]);
        }
    }
    return chosen;
}

/// 1 in the class, 0 elsewhere.
std::vector<float> sharesIn(const Shape& shape, const Box& box) {
    std::vector<float> shares(static_cast<std::size_t>(box.voxelCount()));
    auto share = shares.begin();
    for (std::int64_t z = 0; z < box.size[2]; ++z) {
        for (std::int64_t y = 0; y < box.size[1]; ++y) {
            const std::int64_t row = flatIndexOf(shape.grid(), {box.first[0], box.first[1] + y, box.first[2] + z});
            for (std::int64_t x = 0; x < box.size[0]; ++x) {
                *share++ = shape.has(row + x) ? 1.0F : 0.0F;
            }
        }
    }
    return shares;
}

}  // namespace

ShapeChange filledHoles(const LabelVolume& label, std::uint8_t labelClass, const std::optional<SliceOf>& slice,
                        const std::stop_token& stop) {
    const Shape shape(label, labelClass, slice);
    if (!shape.box()) {
        return {};
    }
    const VoxelRuns others = runsWhere(shape.grid(), *shape.box(), [&](std::int64_t at) { return !shape.has(at); });
    const Pieces pieces = connectedPieces(shape.grid(), others, Neighbours::Faces, stop);
    std::vector<bool> isHole(pieces.count, true);
    for (std::size_t run = 0; run < others.size(); ++run) {
        if (shape.isAtSide(others[run])) {
            isHole[pieces.ofRun[run]] = false;
        }
    }
    return {.joining = runsOfPieces(others, pieces, isHole),
            .leaving = {},
            .pieces = static_cast<std::int64_t>(std::ranges::count(isHole, true))};
}

ShapeChange removedIslands(const LabelVolume& label, std::uint8_t labelClass, std::int64_t leastVoxels,
                           const std::optional<SliceOf>& slice, const std::stop_token& stop) {
    const Shape shape(label, labelClass, slice);
    if (!shape.box()) {
        return {};
    }
    const VoxelRuns own = runsWhere(shape.grid(), *shape.box(), [&](std::int64_t at) { return shape.has(at); });
    const Pieces pieces = connectedPieces(shape.grid(), own, Neighbours::Corners, stop);
    std::vector<std::int64_t> voxels(pieces.count);
    for (std::size_t run = 0; run < own.size(); ++run) {
        voxels[pieces.ofRun[run]] += own[run].length;
    }
    std::vector<bool> isIsland(pieces.count);
    std::transform(voxels.begin(), voxels.end(), isIsland.begin(),
                   [&](std::int64_t count) { return count < leastVoxels; });
    isIsland[static_cast<std::size_t>(std::ranges::max_element(voxels) - voxels.begin())] = false;
    return {.joining = {},
            .leaving = runsOfPieces(own, pieces, isIsland),
            .pieces = static_cast<std::int64_t>(std::ranges::count(isIsland, true))};
}

ShapeChange smoothed(const LabelVolume& label, std::uint8_t labelClass, double sigmaMm,
                     const std::optional<SliceOf>& slice, const std::stop_token& stop) {
    const Shape shape(label, labelClass, slice);
    if (!shape.box()) {
        return {};
    }
    // Beyond the box none is smooth: all of the class lies on one side of such a voxel, and makes less than half there.
    const Box box = *shape.box();
    std::vector<float> shares = sharesIn(shape, box);
    Vector3 sigmas{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        sigmas[axis] = shape.isFlatAlong(axis) ? 0.0 : sigmaMm / label.geometry().spacingMm[axis];
    }
    blur(shares, shape.grid(), box, sigmas, stop);
    const auto isSmooth = [&](std::int64_t at) {
        constexpr float kRounding = 1e-5F;
        const Index3 voxel = voxelOf(shape.grid(), at);
        const Index3 inBox{voxel[0] - box.first[0], voxel[1] - box.first[1], voxel[2] - box.first[2]};
        return shares[static_cast<std::size_t>(flatIndexOf(box.size, inBox))] >= 0.5F - kRounding;
    };
    return {.joining = runsWhere(shape.grid(), box, [&](std::int64_t at) { return !shape.has(at) && isSmooth(at); }),
            .leaving = runsWhere(shape.grid(), box, [&](std::int64_t at) { return shape.has(at) && !isSmooth(at); })};
}

}  // namespace tandem
