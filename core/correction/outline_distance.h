// How far the pixels of a slice lie from the outline of a shape, inside and outside of it.
//
// Thread-safe. Invariant: the outline runs along the sides between pixels of the shape and others, so that shapes whose
// pixels end half a pixel apart are told apart; distances between pixel centres, as core/metrics has them, cannot.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace tandem {

/// Pixels of a part of a slice, row after row; 0 is not the shape, and neither is what lies beyond.
struct SliceMask {
    std::array<std::int64_t, 2> size{};  ///< columns and rows
    std::vector<std::uint8_t> pixels;
};

/// From the centre of each pixel to the outline, mm, negative inside; exact (Felzenszwalb and Huttenlocher, Theory of
/// Computing 8 (2012) 415-428). There must be a pixel of the shape.
[[nodiscard]] std::vector<double> outlineDistancesMm(const SliceMask& mask, const std::array<double, 2>& spacingMm);

}  // namespace tandem
