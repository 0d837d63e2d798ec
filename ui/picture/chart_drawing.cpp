#include "ui/picture/chart_drawing.h"

#include <algorithm>
#include <cmath>

namespace tandem {

ChartTicks ticksOf(const ChartDrawing& drawing, double lineHeight) {
    const ChartFrame& frame = drawing.frame;
    const int rows = std::max(2, static_cast<int>(frame.plot.height() / (2.2 * lineHeight)));
    const int columns = std::max(2, static_cast<int>(frame.plot.width() / (4 * lineHeight)));
    ChartTicks ticks{.left = frame.isLogarithmic ? logarithmicTicks(frame.y, rows) : linearTicks(frame.y, rows),
                     .bottom = linearTicks(frame.x, columns)};
    if (drawing.areCounts) {
        std::erase_if(ticks.left, [](const AxisTick& tick) { return tick.value != std::floor(tick.value); });
    }
    return ticks;
}

}  // namespace tandem
