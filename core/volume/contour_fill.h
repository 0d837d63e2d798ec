// Which pixels of a plane lie within contours, by the even-odd rule: those whose centres are within an odd number of
// them, so that a contour within another is a hole.
//
// For one thread. Invariant: pixels whose centres lie on an edge that two contours share belong to one of the two.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tandem {

/// Column and row, in pixels: (0, 0) is the centre of the first one.
using PlanePoint = std::array<double, 2>;

class ContourFill {
public:
    ContourFill(std::int64_t columns, std::int64_t rows);

    void clear();
    /// Turns over the pixels within the polygon, whose last point is joined with its first.
    void add(std::span<const PlanePoint> polygon);
    /// Not 0 where a pixel is filled; row after row.
    [[nodiscard]] const std::vector<std::uint8_t>& pixels() const noexcept { return m_pixels; }

private:
    std::int64_t m_columns;
    std::int64_t m_rows;
    std::vector<std::uint8_t> m_pixels;
    std::vector<std::vector<double>> m_crossings;  ///< by row: where edges cross its pixels' centres
};

}  // namespace tandem
