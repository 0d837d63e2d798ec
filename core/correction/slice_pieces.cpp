#include "core/correction/slice_pieces.h"

#include "core/base/error.h"
#include "core/correction/connected_runs.h"
#include "core/correction/grid_slice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kNoPiece = std::numeric_limits<std::size_t>::max();

PixelRange rangeOf(const std::vector<SlicePiece>& pieces) {
    PixelRange range = pieces.front().range();
    for (const SlicePiece& piece : pieces) {
        range.span(piece.range());
    }
    return range;
}

/// Which piece each pixel of a slice belongs to.
class PieceMap {
public:
    explicit PieceMap(const std::vector<SlicePiece>& pieces)
        : m_range(rangeOf(pieces)),
          m_columns(m_range.last[0] - m_range.first[0] + 1),
          m_pieces(static_cast<std::size_t>(m_columns * (m_range.last[1] - m_range.first[1] + 1)), kNoPiece) {
        for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
            for (const Pixel& pixel : pieces[piece].pixels()) {
                m_pieces[indexOf(pixel)] = piece;
            }
        }
    }

    /// kNoPiece where there is none.
    [[nodiscard]] std::size_t at(const Pixel& pixel) const {
        const bool isKnown = pixel[0] >= m_range.first[0] && pixel[0] <= m_range.last[0] &&
                             pixel[1] >= m_range.first[1] && pixel[1] <= m_range.last[1];
        return isKnown ? m_pieces[indexOf(pixel)] : kNoPiece;
    }

private:
    [[nodiscard]] std::size_t indexOf(const Pixel& pixel) const {
        return static_cast<std::size_t>(pixel[0] - m_range.first[0] + m_columns * (pixel[1] - m_range.first[1]));
    }

    PixelRange m_range;
    std::int64_t m_columns;
    std::vector<std::size_t> m_pieces;
};

/// The pieces that are not linked.
std::vector<std::size_t> alone(const std::vector<bool>& isLinked) {
    std::vector<std::size_t> pieces;
    for (std::size_t piece = 0; piece < isLinked.size(); ++piece) {
        if (!isLinked[piece]) {
            pieces.push_back(piece);
        }
    }
    return pieces;
}

/// Of the chosen ones, which must be some, the one whose centre is nearest to the piece's.
std::size_t nearestOf(const std::vector<SlicePiece>& pieces, const std::vector<std::size_t>& chosen,
                      const SlicePiece& piece, const std::array<double, 2>& spacingMm) {
    return *std::ranges::min_element(chosen, {}, [&](std::size_t other) {
        const Pixel& centre = pieces[other].centre();
        return std::hypot(static_cast<double>(centre[0] - piece.centre()[0]) * spacingMm[0],
                          static_cast<double>(centre[1] - piece.centre()[1]) * spacingMm[1]);
    });
}

/// The piece of the other slice that one branches off from, if it is near enough.
std::optional<std::size_t> stemOf(const SlicePiece& piece, const PieceMap& others,
                                  const std::array<double, 2>& spacingMm) {
    const double areaMm2 = static_cast<double>(piece.pixels().size()) * spacingMm[0] * spacingMm[1];
    const double widthMm = 2 * std::sqrt(areaMm2 / std::numbers::pi);
    PixelRange around = piece.range();
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const auto far = static_cast<std::int64_t>(std::ceil(widthMm / spacingMm[axis]));
        around.first[axis] -= far;
        around.last[axis] += far;
    }
    const std::vector<double> gaps = outlineDistancesMm(piece.maskIn(around), spacingMm);
    std::optional<std::size_t> stem;
    double least = widthMm;
    auto gap = gaps.begin();
    for (std::int64_t row = around.first[1]; row <= around.last[1]; ++row) {
        for (std::int64_t column = around.first[0]; column <= around.last[0]; ++column, ++gap) {
            const std::size_t other = others.at({column, row});
            if (other != kNoPiece && *gap <= least) {
                least = *gap;
                stem = other;
            }
        }
    }
    return stem;
}

/// The pieces of a slice, of which some overlap none of the other slice.
struct SideOfLinks {
    const std::vector<SlicePiece>& pieces;
    const PieceMap& map;
    std::vector<std::size_t> lone;

    /// The one that a lone piece of the other slice goes with.
    [[nodiscard]] std::optional<std::size_t> partnerOf(const SlicePiece& piece,
                                                       const std::array<double, 2>& spacingMm) const {
        return lone.empty() ? stemOf(piece, map, spacingMm) : nearestOf(pieces, lone, piece, spacingMm);
    }
};

}  // namespace

void PixelRange::span(const PixelRange& other) noexcept {
    for (std::size_t axis = 0; axis < 2; ++axis) {
        first[axis] = std::min(first[axis], other.first[axis]);
        last[axis] = std::max(last[axis], other.last[axis]);
    }
}

SlicePiece::SlicePiece(std::vector<Pixel> pixels)
    : m_pixels(std::move(pixels)), m_range{m_pixels.front(), m_pixels.front()} {
    std::array<double, 2> sum{};
    for (const Pixel& pixel : m_pixels) {
        m_range.span({pixel, pixel});
        sum[0] += static_cast<double>(pixel[0]);
        sum[1] += static_cast<double>(pixel[1]);
    }
    const auto count = static_cast<double>(m_pixels.size());
    m_centre = {std::llround(sum[0] / count), std::llround(sum[1] / count)};
}

SliceMask SlicePiece::maskIn(const PixelRange& range) const {
    SliceMask mask{.size = {range.last[0] - range.first[0] + 1, range.last[1] - range.first[1] + 1}, .pixels = {}};
    mask.pixels.resize(static_cast<std::size_t>(mask.size[0] * mask.size[1]));
    for (const Pixel& pixel : m_pixels) {
        mask.pixels[static_cast<std::size_t>(pixel[0] - range.first[0] + mask.size[0] * (pixel[1] - range.first[1]))] =
            1;
    }
    return mask;
}

std::vector<SlicePiece> piecesOfSlice(const LabelVolume& label, std::uint8_t labelClass, std::size_t through,
                                      std::int64_t slice, const std::stop_token& stop) {
    const Index3& grid = label.geometry().size;
    const auto box = boxOfSlice(grid, through, slice);
    if (!box) {
        return {};
    }
    const VoxelRuns runs = runsWhere(
        grid, *box, [&](std::int64_t at) { return label.voxels()[static_cast<std::size_t>(at)] == labelClass; });
    const Pieces numbers = connectedPieces(grid, runs, Neighbours::Corners, stop);
    const auto [column, row] = axesOfSlice(through);
    std::vector<std::vector<Pixel>> pixels(numbers.count);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        for (std::int64_t at = runs[run].first; at < runs[run].first + runs[run].length; ++at) {
            const Index3 voxel = voxelOf(grid, at);
            pixels[numbers.ofRun[run]].push_back({voxel[column], voxel[row]});
        }
    }
    std::vector<SlicePiece> pieces;
    for (std::vector<Pixel>& piece : pixels) {
        pieces.emplace_back(std::move(piece));
    }
    return pieces;
}

std::vector<PieceLink> linksBetween(const std::vector<SlicePiece>& from, const std::vector<SlicePiece>& to,
                                    const std::array<double, 2>& spacingMm, const std::stop_token& stop) {
    const PieceMap fromMap(from);
    const PieceMap toMap(to);
    std::set<PieceLink> links;
    std::vector<bool> isFromLinked(from.size());
    std::vector<bool> isToLinked(to.size());
    for (std::size_t piece = 0; piece < to.size(); ++piece) {
        for (const Pixel& pixel : to[piece].pixels()) {
            if (const std::size_t other = fromMap.at(pixel); other != kNoPiece) {
                links.insert({other, piece});
                isFromLinked[other] = isToLinked[piece] = true;
            }
        }
    }
    const SideOfLinks ofFrom{from, fromMap, alone(isFromLinked)};
    const SideOfLinks ofTo{to, toMap, alone(isToLinked)};
    for (const std::size_t piece : ofFrom.lone) {
        throwIfStopped(stop);
        links.insert({piece, ofTo.partnerOf(from[piece], spacingMm)});
    }
    for (const std::size_t piece : ofTo.lone) {
        throwIfStopped(stop);
        links.insert({ofFrom.partnerOf(to[piece], spacingMm), piece});
    }
    return {links.begin(), links.end()};
}

}  // namespace tandem
