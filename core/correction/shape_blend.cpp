#include "core/correction/shape_blend.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tandem {
namespace {

Pixel sum(const Pixel& a, const Pixel& b) {
    return {a[0] + b[0], a[1] + b[1]};
}

Pixel difference(const Pixel& a, const Pixel& b) {
    return {a[0] - b[0], a[1] - b[1]};
}

PixelRange fromCentre(const SlicePiece& piece) {
    return {difference(piece.range().first, piece.centre()), difference(piece.range().last, piece.centre())};
}

std::vector<double> distancesOf(const SlicePiece& piece, const PixelRange& range,
                                const std::array<double, 2>& spacingMm) {
    return outlineDistancesMm(piece.maskIn({sum(range.first, piece.centre()), sum(range.last, piece.centre())}),
                              spacingMm);
}

/// So much that half of it takes away the innermost pixel.
std::vector<double> withdrawn(std::vector<double> distances) {
    const double depth = -std::ranges::min(distances);
    for (double& distance : distances) {
        distance += 2 * depth;
    }
    return distances;
}

/// A place between two pixels along an axis.
struct Place {
    std::int64_t whole = 0;
    double rest = 0;  ///< 0..1
};

Place placeAt(std::int64_t start, double way) {
    const double whole = std::floor(way);
    return {start + static_cast<std::int64_t>(whole), way - whole};
}

}  // namespace

ShapeBlend::ShapeBlend(const SlicePiece* from, const SlicePiece* to, const std::array<double, 2>& spacingMm) {
    const SlicePiece& first = from != nullptr ? *from : *to;
    const SlicePiece& last = to != nullptr ? *to : *from;
    m_range = fromCentre(first);
    m_range.span(fromCentre(last));
    m_range.span({difference(m_range.first, {1, 1}), sum(m_range.last, {1, 1})});  // so that it ends outside
    m_start = first.centre();
    m_way = difference(last.centre(), first.centre());
    m_from = distancesOf(first, m_range, spacingMm);
    m_to = distancesOf(last, m_range, spacingMm);
    if (from == nullptr) {
        m_from = withdrawn(m_from);
    } else if (to == nullptr) {
        m_to = withdrawn(m_to);
    }
}

std::vector<double> ShapeBlend::blended(double part) const {
    std::vector<double> distances(m_from.size());
    std::ranges::transform(m_from, m_to, distances.begin(),
                           [part](double from, double to) { return (1 - part) * from + part * to; });
    return distances;
}

void ShapeBlend::draw(double part, SliceMask& slice) const {
    constexpr double kRoundingMm = 1e-9;  // what lies on the outline is inside, however it is reckoned
    const std::vector<double> distances = blended(part);
    const std::int64_t columns = m_range.last[0] - m_range.first[0] + 1;
    const auto at = [&](std::int64_t column, std::int64_t row) {
        const Pixel within{std::clamp(column, m_range.first[0], m_range.last[0]) - m_range.first[0],
                           std::clamp(row, m_range.first[1], m_range.last[1]) - m_range.first[1]};
        return distances[static_cast<std::size_t>(within[0] + columns * within[1])];
    };
    const Place x = placeAt(m_start[0], part * static_cast<double>(m_way[0]));
    const Place y = placeAt(m_start[1], part * static_cast<double>(m_way[1]));
    // The centre lies between pixels, so each pixel between four distances from it.
    for (std::int64_t row = m_range.first[1]; row <= m_range.last[1] + 1; ++row) {
        for (std::int64_t column = m_range.first[0]; column <= m_range.last[0] + 1; ++column) {
            const Pixel pixel{column + x.whole, row + y.whole};
            if (pixel[0] < 0 || pixel[1] < 0 || pixel[0] >= slice.size[0] || pixel[1] >= slice.size[1]) {
                continue;
            }
            const double above = std::lerp(at(column, row - 1), at(column - 1, row - 1), x.rest);
            const double below = std::lerp(at(column, row), at(column - 1, row), x.rest);
            if (std::lerp(below, above, y.rest) <= kRoundingMm) {
                slice.pixels[static_cast<std::size_t>(pixel[0] + slice.size[0] * pixel[1])] = 1;
            }
        }
    }
}

}  // namespace tandem
