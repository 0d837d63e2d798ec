// What a column's colours mean, drawn under it.
#pragma once

#include "ui/picture/slice_montage.h"

class QPainter;

namespace tandem {

/// The height that the column's legend needs.
[[nodiscard]] int legendHeight(const MontageColumn& column);

/// Draws it with its upper left corner at (x, y).
void drawLegend(QPainter& painter, const MontageColumn& column, int x, int y, int width);

/// Where the colour bar of a column with a scale lies below the legend's upper edge, and how high it is.
inline constexpr int kColourBarTop = 4;
inline constexpr int kColourBarHeight = 10;

}  // namespace tandem
