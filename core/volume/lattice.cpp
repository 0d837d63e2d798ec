#include "core/volume/lattice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// Where the voxels of a part lie in the grid: its axis a runs along axis[a] of the grid, by step[a] from start.
struct Placement {
    std::array<std::size_t, 3> axis{};
    std::array<std::int64_t, 3> step{};
    Index3 start{};

    [[nodiscard]] Index3 of(const Index3& voxel) const {
        Index3 place = start;
        for (std::size_t a = 0; a < 3; ++a) {
            place[axis[a]] += step[a] * voxel[a];
        }
        return place;
    }
};

Vector3 asReal(const Index3& index) {
    return {static_cast<double>(index[0]), static_cast<double>(index[1]), static_cast<double>(index[2])};
}

/// The axis of the grid along which an axis of the part mainly runs, and whether in its direction.
std::pair<std::size_t, bool> mainAxis(const Geometry& grid, const Geometry& part, std::size_t axis) {
    std::size_t best = 0;
    double greatest = 0;
    for (std::size_t candidate = 0; candidate < 3; ++candidate) {
        double cosine = 0;
        for (std::size_t row = 0; row < 3; ++row) {
            cosine += grid.direction[row][candidate] * part.direction[row][axis];
        }
        if (std::abs(cosine) > std::abs(greatest)) {
            best = candidate;
            greatest = cosine;
        }
    }
    return {best, greatest > 0};
}

/// Whether every corner of the part lies where the placement says, as near as two grids must be to be one.
bool fits(const Geometry& grid, const Geometry& part, const Placement& placement) {
    const GeometryTolerance tolerance;
    const double allowed = tolerance.positionFraction * *std::ranges::min_element(grid.spacingMm);
    for (unsigned corner = 0; corner < 8; ++corner) {
        Index3 voxel{};
        for (std::size_t a = 0; a < 3; ++a) {
            voxel[a] = ((corner >> a) & 1U) != 0 ? part.size[a] - 1 : 0;
        }
        const Vector3 is = part.positionMm(asReal(voxel));
        const Vector3 said = grid.positionMm(asReal(placement.of(voxel)));
        const double apart = std::hypot(is[0] - said[0], is[1] - said[1], is[2] - said[2]);
        if (!(apart <= allowed)) {  // so that a value that is not a number does not fit
            return false;
        }
    }
    for (std::size_t a = 0; a < 3; ++a) {
        const double spacing = grid.spacingMm[placement.axis[a]];
        if (!(std::abs(part.spacingMm[a] - spacing) <= tolerance.spacingFraction * spacing)) {
            return false;
        }
    }
    return true;
}

std::optional<Placement> placementOf(const Geometry& grid, const Geometry& part) {
    Placement placement;
    std::array<bool, 3> isTaken{};
    for (std::size_t a = 0; a < 3; ++a) {
        const auto [axis, isAlong] = mainAxis(grid, part, a);
        placement.axis[a] = axis;
        placement.step[a] = isAlong ? 1 : -1;
        isTaken[axis] = true;
    }
    const Vector3 start = grid.indexOf(part.originMm);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        constexpr double kFarthest = 1e9;
        if (!isTaken[axis] || !(std::abs(start[axis]) < kFarthest)) {
            return std::nullopt;
        }
        placement.start[axis] = std::llround(start[axis]);
    }
    return fits(grid, part, placement) ? std::optional(placement) : std::nullopt;
}

/// The offset in the grid's voxels; nothing outside of it.
std::optional<std::size_t> offsetIn(const Geometry& grid, const Index3& voxel) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (voxel[axis] < 0 || voxel[axis] >= grid.size[axis]) {
            return std::nullopt;
        }
    }
    return static_cast<std::size_t>(voxel[0] + grid.size[0] * (voxel[1] + grid.size[1] * voxel[2]));
}

/// Calls visit(voxel, offset) for all voxels in the order in which they are stored.
template <class Visit>
void visitVoxels(const Index3& size, const Visit& visit) {
    std::size_t offset = 0;
    for (std::int64_t z = 0; z < size[2]; ++z) {
        for (std::int64_t y = 0; y < size[1]; ++y) {
            for (std::int64_t x = 0; x < size[0]; ++x) {
                visit(Index3{x, y, z}, offset++);
            }
        }
    }
}

}  // namespace

std::optional<RawLabelVolume> placedOn(const Geometry& grid, const RawLabelVolume& label) {
    const auto placement = placementOf(grid, label.geometry());
    if (!placement) {
        return std::nullopt;
    }
    std::vector<std::int32_t> values(static_cast<std::size_t>(grid.voxelCount()), 0);
    bool isWithin = true;
    visitVoxels(label.geometry().size, [&](const Index3& voxel, std::size_t offset) {
        const std::int32_t value = label.voxels()[offset];
        if (const auto place = offsetIn(grid, placement->of(voxel))) {
            values[*place] = value;
        } else {
            isWithin = isWithin && value == 0;
        }
    });
    return isWithin ? std::optional(RawLabelVolume(grid, std::move(values))) : std::nullopt;
}

RawLabelVolume resampledTo(const Geometry& grid, const RawLabelVolume& label) {
    std::vector<std::int32_t> values(static_cast<std::size_t>(grid.voxelCount()), 0);
    visitVoxels(grid.size, [&](const Index3& voxel, std::size_t offset) {
        const Vector3 at = label.geometry().indexOf(grid.positionMm(asReal(voxel)));
        const Index3 nearest{std::llround(at[0]), std::llround(at[1]), std::llround(at[2])};
        if (const auto place = offsetIn(label.geometry(), nearest)) {
            values[offset] = label.voxels()[*place];
        }
    });
    return {grid, std::move(values)};
}

}  // namespace tandem
