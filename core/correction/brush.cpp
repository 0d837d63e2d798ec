#include "core/correction/brush.h"

#include "core/correction/grid_slice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace tandem {
namespace {

double dot(const Vector3& a, const Vector3& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// The voxel whose middle is nearest, the upper one of two.
std::int64_t nearest(double index) {
    return static_cast<std::int64_t>(std::floor(index + 0.5));
}

Vector3 between(const Vector3& from, const Vector3& to, double part) {
    return {std::lerp(from[0], to[0], part), std::lerp(from[1], to[1], part), std::lerp(from[2], to[2], part)};
}

/// From low to high, empty when high is less.
struct Interval {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool isEmpty() const { return !(low <= high); }
    /// Both, and what lies between.
    void span(const Interval& other) {
        low = std::min(low, other.low);
        high = std::max(high, other.high);
    }
    void limit(const Interval& other) {
        low = std::max(low, other.low);
        high = std::min(high, other.high);
    }
};

/// Where a x^2 - 2 b x + c <= 0, with a >= 0.
Interval notPositive(double a, double b, double c) {
    constexpr double kLeast = 1e-12;  // of a squared sine: along the line, where the rest does not change
    if (a < kLeast) {
        return c <= 0 ? Interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()}
                      : Interval{};
    }
    const double discriminant = b * b - a * c;
    if (discriminant < 0) {
        return {};
    }
    const double root = std::sqrt(discriminant);
    return {(b - root) / a, (b + root) / a};
}

/// All voxels of a part of the grid within a radius of a way. A disc is a ball of which one slice is asked for.
class Capsule {
public:
    Capsule(const Geometry& grid, const Box& part, const Vector3& from, const Vector3& to, double radiusMm)
        : m_grid(grid), m_part(part), m_from(from), m_to(to), m_way(mmFromStart(to)), m_wayLength2(dot(m_way, m_way)) {
        // A centre right on the edge is under the brush wherever the brush stands, however that is rounded.
        constexpr double kRounding = 1e-9;
        m_radius2 = radiusMm * radiusMm * (1 + kRounding);
        m_radius = std::sqrt(m_radius2);
    }

    /// The first and last voxel within reach along an axis; the last is before the first where none is.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> reach(std::size_t axis) const {
        const double far = m_radius / m_grid.spacingMm[axis];
        return voxelsIn(std::min(m_from[axis], m_to[axis]) - far, std::max(m_from[axis], m_to[axis]) + far, axis);
    }

    /// The voxels of the row within it, as first and last; nothing where there are none.
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> row(std::int64_t y, std::int64_t z) const {
        const Interval mm = rowMm(y, z);
        if (mm.isEmpty()) {
            return std::nullopt;
        }
        auto [first, last] =
            voxelsIn(m_from[0] + mm.low / m_grid.spacingMm[0], m_from[0] + mm.high / m_grid.spacingMm[0], 0);
        // The distance itself decides, not the rounding of the interval's ends.
        while (first <= last && !holds(first, y, z)) {
            ++first;
        }
        while (last >= first && !holds(last, y, z)) {
            --last;
        }
        while (first > m_part.first[0] && holds(first - 1, y, z)) {
            --first;
        }
        while (last + 1 < m_part.first[0] + m_part.size[0] && holds(last + 1, y, z)) {
            ++last;
        }
        return first <= last ? std::optional(std::pair(first, last)) : std::nullopt;
    }

private:
    [[nodiscard]] Vector3 mmFromStart(const Vector3& index) const {
        return {(index[0] - m_from[0]) * m_grid.spacingMm[0], (index[1] - m_from[1]) * m_grid.spacingMm[1],
                (index[2] - m_from[2]) * m_grid.spacingMm[2]};
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> voxelsIn(double low, double high, std::size_t axis) const {
        const auto first = static_cast<double>(m_part.first[axis]);
        const auto end = static_cast<double>(m_part.first[axis] + m_part.size[axis]);
        return {static_cast<std::int64_t>(std::clamp(std::ceil(low), first, end)),
                static_cast<std::int64_t>(std::clamp(std::floor(high), first - 1, end - 1))};
    }

    [[nodiscard]] bool holds(std::int64_t x, std::int64_t y, std::int64_t z) const {
        const Vector3 at = mmFromStart({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
        const double part = m_wayLength2 > 0 ? std::clamp(dot(at, m_way) / m_wayLength2, 0.0, 1.0) : 0.0;
        const Vector3 apart{at[0] - part * m_way[0], at[1] - part * m_way[1], at[2] - part * m_way[2]};
        return dot(apart, apart) <= m_radius2;
    }

    /// Where the row lies within the ball at either end, and within the cylinder between them.
    [[nodiscard]] Interval rowMm(std::int64_t y, std::int64_t z) const {
        const Vector3 at = mmFromStart({m_from[0], static_cast<double>(y), static_cast<double>(z)});
        Interval within = notPositive(1, 0, dot(at, at) - m_radius2);
        if (m_wayLength2 == 0) {
            return within;
        }
        const Vector3 toEnd{m_way[0], m_way[1] - at[1], m_way[2] - at[2]};
        within.span(notPositive(1, m_way[0], dot(toEnd, toEnd) - m_radius2));
        const double across = at[1] * m_way[1] + at[2] * m_way[2];
        Interval cylinder = notPositive(1 - m_way[0] * m_way[0] / m_wayLength2, m_way[0] * across / m_wayLength2,
                                        dot(at, at) - across * across / m_wayLength2 - m_radius2);
        if (m_way[0] != 0) {
            const double begin = -across / m_way[0];
            const double end = (m_wayLength2 - across) / m_way[0];
            cylinder.limit({std::min(begin, end), std::max(begin, end)});
        } else if (across < 0 || across > m_wayLength2) {
            return within;
        }
        if (!cylinder.isEmpty()) {
            within.span(cylinder);
        }
        return within;
    }

    const Geometry& m_grid;
    Box m_part;
    Vector3 m_from;
    Vector3 m_to;
    Vector3 m_way;  ///< mm
    double m_wayLength2;
    double m_radius2;
    double m_radius;
};

VoxelRuns runsWithin(const Capsule& capsule, const Geometry& grid) {
    VoxelRuns runs;
    const auto [firstY, lastY] = capsule.reach(1);
    const auto [firstZ, lastZ] = capsule.reach(2);
    for (std::int64_t z = firstZ; z <= lastZ; ++z) {
        for (std::int64_t y = firstY; y <= lastY; ++y) {
            if (const auto row = capsule.row(y, z)) {
                runs.push_back({flatIndexOf(grid.size, {row->first, y, z}), row->second - row->first + 1});
            }
        }
    }
    return runs;
}

/// The part of the way on which the brush stands on voxels of the grid.
Interval partWithin(const Geometry& grid, const Vector3& from, const Vector3& to) {
    Interval part{0, 1};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double low = -0.5 - from[axis];
        const double high = static_cast<double>(grid.size[axis]) - 0.5 - from[axis];
        const double way = to[axis] - from[axis];
        if (way != 0) {
            part.limit({std::min(low / way, high / way), std::max(low / way, high / way)});
        } else if (low > 0 || high <= 0) {
            return {};
        }
    }
    return part;
}

/// The voxels that the brush stands on, one after the other.
VoxelRuns passedVoxels(const Geometry& grid, const Vector3& from, const Vector3& to) {
    const Interval part = partWithin(grid, from, to);
    if (part.isEmpty()) {
        return {};
    }
    // Where it goes over to the next voxel along an axis; between two such places it stands on one.
    std::vector<double> places{part.low, part.high};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double way = to[axis] - from[axis];
        const double a = std::lerp(from[axis], to[axis], part.low);
        const double b = std::lerp(from[axis], to[axis], part.high);
        for (double side = std::floor(std::min(a, b)) + 0.5; side < std::max(a, b); ++side) {
            const double place = (side - from[axis]) / way;
            if (place > part.low && place < part.high) {
                places.push_back(place);
            }
        }
    }
    std::ranges::sort(places);
    std::vector<std::int64_t> voxels;
    const auto stand = [&](double place) {
        const Vector3 at = between(from, to, place);
        const Index3 voxel{nearest(at[0]), nearest(at[1]), nearest(at[2])};
        if (isWithin(grid.size, voxel)) {
            voxels.push_back(flatIndexOf(grid.size, voxel));
        }
    };
    stand(0);
    stand(1);
    for (std::size_t at = 0; at + 1 < places.size(); ++at) {
        stand(std::midpoint(places[at], places[at + 1]));
    }
    return runsOf(std::move(voxels), grid.size[0]);
}

}  // namespace

VoxelRuns brushedVoxels(const Geometry& grid, const Brush& brush, const Vector3& from, const Vector3& to) {
    Box part{{0, 0, 0}, grid.size};
    Vector3 begin = from;
    Vector3 end = to;
    double halfDiagonal2 = 0;  // of a voxel: from its middle to the farthest place that the brush may stand on in it
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (brush.shape == BrushShape::Disc && axis == brush.through) {
            const auto slice = boxOfSlice(grid.size, axis, nearest(from[axis]));
            if (!slice) {
                return {};
            }
            part = *slice;
            begin[axis] = end[axis] = static_cast<double>(slice->first[axis]);
        } else {
            halfDiagonal2 += grid.spacingMm[axis] * grid.spacingMm[axis] / 4;
        }
    }
    const double radiusMm = std::max(brush.radiusMm, 0.0);
    VoxelRuns within = runsWithin(Capsule(grid, part, begin, end, radiusMm), grid);
    if (radiusMm * radiusMm >= halfDiagonal2) {
        return within;
    }
    return united(within, passedVoxels(grid, begin, end), grid.size[0]);
}

}  // namespace tandem
