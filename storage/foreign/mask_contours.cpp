#include "storage/foreign/mask_contours.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace tandem {
namespace {

using Step = std::array<std::int64_t, 2>;

/// Where a pixel of the mask lies beside one that is not of it, and which way is out.
struct Crossing {
    PlanePoint middle;
    PlanePoint outward;
};

/// The pixels among which a mask has any.
struct Box {
    std::int64_t firstColumn = std::numeric_limits<std::int64_t>::max();
    std::int64_t firstRow = std::numeric_limits<std::int64_t>::max();
    std::int64_t lastColumn = -1;
    std::int64_t lastRow = -1;

    [[nodiscard]] std::int64_t columns() const { return lastColumn - firstColumn + 1; }
    [[nodiscard]] std::size_t indexOf(std::int64_t column, std::int64_t row) const {
        return static_cast<std::size_t>((row - firstRow) * columns() + column - firstColumn);
    }
};

Box boxOf(const PixelMask& mask) {
    Box box;
    for (std::int64_t row = 0; row < mask.rows; ++row) {
        for (std::int64_t column = 0; column < mask.columns; ++column) {
            if (mask.has(column, row)) {
                box.firstColumn = std::min(box.firstColumn, column);
                box.lastColumn = std::max(box.lastColumn, column);
                box.firstRow = std::min(box.firstRow, row);
                box.lastRow = row;
            }
        }
    }
    return box;
}

/// Walks along the edges of pixels with the mask at the right hand, and marks where a pixel of it lies right of
/// another.
class Walk {
public:
    explicit Walk(const PixelMask& mask) : m_mask(mask), m_box(boxOf(mask)) {
        if (m_box.lastRow >= 0) {
            m_seen.resize(m_box.indexOf(m_box.lastColumn, m_box.lastRow) + 1);
        }
    }

    /// The crossings of each border, in order.
    [[nodiscard]] std::vector<std::vector<Crossing>> borders() {
        std::vector<std::vector<Crossing>> all;
        for (std::int64_t row = m_box.firstRow; row <= m_box.lastRow; ++row) {
            for (std::int64_t column = m_box.firstColumn; column <= m_box.lastColumn; ++column) {
                if (m_mask.has(column, row) && !m_mask.has(column - 1, row) && !m_seen[m_box.indexOf(column, row)]) {
                    all.push_back(border(column, row));
                }
            }
        }
        return all;
    }

private:
    /// The pixel that touches the corner on the way ahead, at the right or the left hand. The corner of a number lies
    /// before the pixel of that number.
    [[nodiscard]] bool hasAhead(const Step& corner, const Step& way, bool isRight) const {
        const Step side = isRight ? Step{-way[1], way[0]} : Step{way[1], -way[0]};
        return m_mask.has(corner[0] + (way[0] + side[0] - 1) / 2, corner[1] + (way[1] + side[1] - 1) / 2);
    }

    [[nodiscard]] std::vector<Crossing> border(std::int64_t column, std::int64_t row) {
        const Step start{column, row + 1};
        const Step up{0, -1};
        Step corner = start;
        Step way = up;
        std::vector<Crossing> crossings;
        do {
            const Step right{-way[1], way[0]};
            crossings.push_back({{static_cast<double>(corner[0]) - 0.5 + 0.5 * static_cast<double>(way[0]),
                                  static_cast<double>(corner[1]) - 0.5 + 0.5 * static_cast<double>(way[1])},
                                 {static_cast<double>(-right[0]), static_cast<double>(-right[1])}});
            if (way == up) {
                m_seen[m_box.indexOf(corner[0], corner[1] - 1)] = true;
            }
            corner = {corner[0] + way[0], corner[1] + way[1]};
            if (!hasAhead(corner, way, true)) {
                way = right;
            } else if (hasAhead(corner, way, false)) {
                way = {way[1], -way[0]};
            }
        } while (corner != start || way != up);
        return crossings;
    }

    const PixelMask& m_mask;
    Box m_box;
    std::vector<bool> m_seen;
};

/// Bends a border as little as it can be bent while each point stays between its two pixels: the sum of the squared
/// second differences falls in every sweep. Without the mean that is taken off, small parts would shrink.
Polygon smoothed(const std::vector<Crossing>& border) {
    constexpr int kSweeps = 40;
    constexpr double kFarthest = 0.45;  // from the middle between two centres, in pixels
    constexpr double kPullBack = 0.3;   // to the middle: what is straight for some ten pixels stays where it is
    const std::size_t count = border.size();
    std::vector<double> out(count, 0);
    const auto part = [&](std::size_t at, std::size_t axis) {
        return border[at].middle[axis] + out[at] * border[at].outward[axis];
    };
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
        double sum = 0;
        for (std::size_t at = 0; at < count; ++at) {
            const std::size_t axis = border[at].outward[0] != 0 ? 0 : 1;
            const double near = part((at + 1) % count, axis) + part((at + count - 1) % count, axis);
            const double far = part((at + 2) % count, axis) + part((at + count - 2) % count, axis);
            const double bent = 6 * border[at].middle[axis] - 4 * near + far;
            out[at] = std::clamp(-border[at].outward[axis] * bent / (6 + kPullBack), -kFarthest, kFarthest);
            sum += out[at];
        }
        const double mean = sum / static_cast<double>(count);
        for (double& one : out) {
            one = std::clamp(one - mean, -kFarthest, kFarthest);
        }
    }
    Polygon polygon;
    polygon.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        polygon.push_back({part(at, 0), part(at, 1)});
    }
    return polygon;
}

}  // namespace

std::vector<Polygon> contoursOf(const PixelMask& mask) {
    std::vector<Polygon> polygons;
    for (const std::vector<Crossing>& border : Walk(mask).borders()) {
        polygons.push_back(smoothed(border));
    }
    return polygons;
}

}  // namespace tandem
