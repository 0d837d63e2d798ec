#include "core/volume/contour_fill.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tandem {

ContourFill::ContourFill(std::int64_t columns, std::int64_t rows)
    : m_columns(columns),
      m_rows(rows),
      m_pixels(static_cast<std::size_t>(columns * rows)),
      m_crossings(static_cast<std::size_t>(rows)) {}

void ContourFill::clear() {
    std::ranges::fill(m_pixels, 0);
}

void ContourFill::add(std::span<const PlanePoint> polygon) {
    const auto lastRow = static_cast<double>(m_rows - 1);
    double lowest = lastRow;
    double highest = 0;
    for (std::size_t at = 0; at < polygon.size(); ++at) {
        // From the lower end to the upper, so that an edge crosses a row at one place whichever contour it is of.
        const auto [from, to] = std::minmax(
            polygon[at], polygon[(at + 1) % polygon.size()],
            [](const PlanePoint& a, const PlanePoint& b) { return std::array{a[1], a[0]} < std::array{b[1], b[0]}; });
        // Rows from the lower end on, without that of the upper end: each end belongs to one of the two edges there.
        const double first = std::max(std::ceil(from[1]), 0.0);
        const double end = std::min(std::ceil(to[1]), lastRow + 1);
        for (double row = first; row < end; ++row) {
            const double part = (row - from[1]) / (to[1] - from[1]);
            m_crossings[static_cast<std::size_t>(row)].push_back(from[0] + part * (to[0] - from[0]));
        }
        lowest = std::min(lowest, first);
        highest = std::max(highest, end);
    }
    for (double row = lowest; row < highest; ++row) {
        std::vector<double>& crossings = m_crossings[static_cast<std::size_t>(row)];
        std::ranges::sort(crossings);
        std::uint8_t* const pixels =
            m_pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns);
        const auto pixelFrom = [&](double x) {
            return static_cast<std::int64_t>(std::clamp(std::ceil(x), 0.0, static_cast<double>(m_columns)));
        };
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            for (std::int64_t x = pixelFrom(crossings[i]); x < pixelFrom(crossings[i + 1]); ++x) {
                pixels[x] ^= 1U;
            }
        }
        crossings.clear();
    }
}

}  // namespace tandem
