#include "core/correction/outline_distance.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace tandem {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();

/// Points at the centres of pixels, in the middles of their sides and at their corners: half a pixel apart.
class HalfGrid {
public:
    HalfGrid(const std::array<std::int64_t, 2>& pixels, const std::array<double, 2>& spacingMm)
        : m_columns(static_cast<std::size_t>(2 * pixels[0] + 1)),
          m_rows(static_cast<std::size_t>(2 * pixels[1] + 1)),
          m_stepMm{spacingMm[0] / 2, spacingMm[1] / 2},
          m_squared(m_columns * m_rows, kNone) {}

    [[nodiscard]] double& at(std::size_t column, std::size_t row) { return m_squared[column + m_columns * row]; }

    /// The squared distance of each point to the nearest that is 0.
    void measure() {
        for (std::size_t row = 0; row < m_rows; ++row) {
            measureLine(m_squared.data() + m_columns * row, 1, m_columns, m_stepMm[0]);
        }
        for (std::size_t column = 0; column < m_columns; ++column) {
            measureLine(m_squared.data() + column, m_columns, m_rows, m_stepMm[1]);
        }
    }

private:
    /// The lower envelope of parabolas, each of which stands on a point of the line, as high as it is there.
    void measureLine(double* line, std::size_t stride, std::size_t count, double stepMm) {
        const double weight = stepMm * stepMm;
        m_parabolas.clear();
        for (std::size_t point = 0; point < count; ++point) {
            const double height = line[point * stride];
            if (height == kNone) {
                continue;
            }
            const auto place = static_cast<double>(point);
            double begin = -kNone;
            while (!m_parabolas.empty()) {
                const Parabola& last = m_parabolas.back();
                begin = (place + last.place + (height - last.height) / (weight * (place - last.place))) / 2;
                if (begin > last.begin) {
                    break;
                }
                m_parabolas.pop_back();
                begin = -kNone;
            }
            m_parabolas.push_back({place, height, begin});
        }
        if (m_parabolas.empty()) {
            return;
        }
        auto lowest = m_parabolas.begin();
        for (std::size_t point = 0; point < count; ++point) {
            const auto place = static_cast<double>(point);
            while (lowest + 1 != m_parabolas.end() && (lowest + 1)->begin < place) {
                ++lowest;
            }
            line[point * stride] = weight * (place - lowest->place) * (place - lowest->place) + lowest->height;
        }
    }

    struct Parabola {
        double place = 0;
        double height = 0;
        double begin = 0;  ///< from where on it is the lowest, until the next one is
    };

    std::size_t m_columns;
    std::size_t m_rows;
    std::array<double, 2> m_stepMm;
    std::vector<double> m_squared;
    std::vector<Parabola> m_parabolas;  ///< of the line that is measured
};

/// Marks the sides of pixels between the shape and what is not.
void drawOutline(const SliceMask& mask, HalfGrid& grid) {
    const auto [columns, rows] = mask.size;
    const auto has = [&](std::int64_t column, std::int64_t row) {
        return column >= 0 && row >= 0 && column < columns && row < rows &&
               mask.pixels[static_cast<std::size_t>(column + columns * row)] != 0;
    };
    for (std::int64_t row = 0; row <= rows; ++row) {
        for (std::int64_t column = 0; column <= columns; ++column) {
            const auto left = static_cast<std::size_t>(2 * column);
            const auto top = static_cast<std::size_t>(2 * row);
            if (has(column, row) != has(column - 1, row)) {
                grid.at(left, top) = grid.at(left, top + 1) = grid.at(left, top + 2) = 0;
            }
            if (has(column, row) != has(column, row - 1)) {
                grid.at(left, top) = grid.at(left + 1, top) = grid.at(left + 2, top) = 0;
            }
        }
    }
}

}  // namespace

std::vector<double> outlineDistancesMm(const SliceMask& mask, const std::array<double, 2>& spacingMm) {
    HalfGrid grid(mask.size, spacingMm);
    drawOutline(mask, grid);
    grid.measure();
    std::vector<double> distances;
    distances.reserve(mask.pixels.size());
    for (std::int64_t row = 0; row < mask.size[1]; ++row) {
        for (std::int64_t column = 0; column < mask.size[0]; ++column) {
            const double distance =
                std::sqrt(grid.at(static_cast<std::size_t>(2 * column + 1), static_cast<std::size_t>(2 * row + 1)));
            distances.push_back(mask.pixels[distances.size()] != 0 ? -distance : distance);
        }
    }
    return distances;
}

}  // namespace tandem
