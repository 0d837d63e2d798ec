// The outlines of a mask as smooth closed polygons; ContourFill is the way back.
//
// Pure and thread-safe. Invariant: a pixel's centre lies within all polygons of a mask together, by the even-odd rule,
// if and only if the mask has the pixel.
#pragma once

#include "core/volume/contour_fill.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tandem {

using Polygon = std::vector<PlanePoint>;  ///< closed: the last point is joined with the first

/// The pixels of a slice that hold a value; outside of the slice none does.
struct PixelMask {
    std::span<const std::uint8_t> pixels;  ///< row after row
    std::int64_t columns = 0;
    std::int64_t rows = 0;
    std::uint8_t value = 1;

    [[nodiscard]] bool has(std::int64_t column, std::int64_t row) const noexcept {
        return column >= 0 && row >= 0 && column < columns && row < rows &&
               pixels[static_cast<std::size_t>(row * columns + column)] == value;
    }
};

/// One polygon around every part, and one around every hole; pixels that touch at a corner alone are two parts. Each
/// point lies between a pixel of the mask and one beside it, so that a polygon can be smoothed as it likes and never
/// crosses a centre; it encloses about as much as its pixels.
[[nodiscard]] std::vector<Polygon> contoursOf(const PixelMask& mask);

}  // namespace tandem
