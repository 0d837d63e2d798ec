// The pieces of a class in two slices, and which of them go over into each other.
//
// Thread-safe. Invariant: pieces are 8-connected and have pixels.
#pragma once

#include "core/correction/outline_distance.h"
#include "core/volume/volume.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

using Pixel = std::array<std::int64_t, 2>;  ///< column and row, along the axes of axesOfSlice()

/// From a pixel to another, both included.
struct PixelRange {
    Pixel first{};
    Pixel last{};

    /// What holds both.
    void span(const PixelRange& other) noexcept;
};

class SlicePiece {
public:
    explicit SlicePiece(std::vector<Pixel> pixels);

    [[nodiscard]] const std::vector<Pixel>& pixels() const noexcept { return m_pixels; }
    [[nodiscard]] const PixelRange& range() const noexcept { return m_range; }
    /// The pixel nearest to its centroid, which need not be of it.
    [[nodiscard]] const Pixel& centre() const noexcept { return m_centre; }

    /// Its pixels in a range that holds them all, from whose first pixel they are counted.
    [[nodiscard]] SliceMask maskIn(const PixelRange& range) const;

private:
    std::vector<Pixel> m_pixels;
    PixelRange m_range;
    Pixel m_centre{};
};

/// In the order in which the grid stores them. Throws Error (Cancelled).
[[nodiscard]] std::vector<SlicePiece> piecesOfSlice(const LabelVolume& label, std::uint8_t labelClass,
                                                    std::size_t through, std::int64_t slice,
                                                    const std::stop_token& stop);

/// A piece of the one slice that becomes a piece of the other, or begins or ends between them.
struct PieceLink {
    std::optional<std::size_t> from;
    std::optional<std::size_t> to;

    auto operator<=>(const PieceLink&) const = default;
};

/// Pieces that overlap go over into each other. One that overlaps none goes with the nearest of those of the other
/// slice that overlap none either; without such, with the nearest of all if the gap between them is no wider than the
/// piece, as a branch; and else with nothing. Throws Error (Cancelled).
[[nodiscard]] std::vector<PieceLink> linksBetween(const std::vector<SlicePiece>& from,
                                                  const std::vector<SlicePiece>& to,
                                                  const std::array<double, 2>& spacingMm, const std::stop_token& stop);

}  // namespace tandem
