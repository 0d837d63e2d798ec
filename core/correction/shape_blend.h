// The shape between two pieces of neighbouring painted slices: where the distance between those to their outlines is
// inside (Raya and Udupa).
//
// Immutable and thread-safe. Invariant: at 0 it is the one piece, at 1 the other.
#pragma once

#include "core/correction/slice_pieces.h"

#include <array>
#include <vector>

namespace tandem {

class ShapeBlend {
public:
    /// Both as if their centres were at one place, which moves straight from the one to the other. Without the one, or
    /// the other, the piece begins, or ends, halfway: its outline moves inwards evenly.
    ShapeBlend(const SlicePiece* from, const SlicePiece* to, const std::array<double, 2>& spacingMm);

    /// Marks pixels of a whole slice. part: of the way, 0..1.
    void draw(double part, SliceMask& slice) const;

private:
    [[nodiscard]] std::vector<double> blended(double part) const;

    PixelRange m_range;          ///< from the centre
    Pixel m_start{};             ///< the centre at 0
    Pixel m_way{};               ///< of the centre
    std::vector<double> m_from;  ///< distances in the range, mm
    std::vector<double> m_to;
};

}  // namespace tandem
