// Draws a plot for a file, in which lines stay lines and letters stay letters; on the screen VTK draws it
// (chart_view.h).
//
// For any thread that may paint. Invariant: nothing is drawn outside of the plot but the ticks' labels.
#pragma once

#include "ui/picture/chart_drawing.h"

class QPainter;
class QPalette;

namespace tandem {

/// In the painter's font.
void paintChart(QPainter& painter, const QPalette& palette, const ChartDrawing& drawing);

}  // namespace tandem
