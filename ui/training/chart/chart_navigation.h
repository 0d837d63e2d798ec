// Which part of a chart's axes is in view, and how the wheel, a drag and the keys move it.
//
// A plain value. Invariant: x is never so near that less than two iterations are seen; nothing for an axis means that
// it shows what there is.
#pragma once

#include "ui/picture/chart_frame.h"

#include <optional>

class QWheelEvent;

namespace tandem {

class ChartNavigation {
public:
    /// What a movement changed.
    enum class Change { None, X, Y };

    [[nodiscard]] const std::optional<AxisRange>& viewX() const noexcept { return m_viewX; }
    [[nodiscard]] const std::optional<AxisRange>& viewY() const noexcept { return m_viewY; }
    void setViewX(const std::optional<AxisRange>& range) { m_viewX = range; }
    void forgetY() { m_viewY.reset(); }

    /// now: the chart as it is drawn; whole: all that there is along x.
    Change showAll();
    /// Zooms around the mouse; with Shift along y.
    Change turn(const QWheelEvent& wheel, const ChartFrame& now, const AxisRange& whole);
    /// Plus and minus zoom, the arrows pan, 0 shows everything. Nothing for another key.
    std::optional<Change> press(int key, const ChartFrame& now, const AxisRange& whole);
    void grab(const QPointF& place) { m_dragFrom = place; }
    void letGo() { m_dragFrom.reset(); }
    [[nodiscard]] bool isDragging() const noexcept { return m_dragFrom.has_value(); }
    /// Only while dragging.
    Change drag(const QPointF& to, const ChartFrame& now);

private:
    Change changeX(const AxisRange& range, const AxisRange& whole);

    std::optional<AxisRange> m_viewX;
    std::optional<AxisRange> m_viewY;
    std::optional<QPointF> m_dragFrom;
};

}  // namespace tandem
