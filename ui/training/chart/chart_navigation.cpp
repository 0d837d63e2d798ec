#include "ui/training/chart/chart_navigation.h"

#include <QWheelEvent>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

constexpr double kZoomStep = 0.8;

}  // namespace

ChartNavigation::Change ChartNavigation::changeX(const AxisRange& range, const AxisRange& whole) {
    if (range.length() < 2) {
        return Change::None;
    }
    const bool isAll = range.low <= whole.low && range.high >= whole.high;
    m_viewX = isAll ? std::nullopt : std::optional(range);
    return Change::X;
}

ChartNavigation::Change ChartNavigation::showAll() {
    m_viewX.reset();
    m_viewY.reset();
    return Change::X;
}

ChartNavigation::Change ChartNavigation::turn(const QWheelEvent& wheel, const ChartFrame& now, const AxisRange& whole) {
    // Some systems turn the wheel sideways while Shift is held.
    const QPoint turned = wheel.angleDelta();
    const double steps = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    const double factor = std::pow(kZoomStep, steps);
    if (wheel.modifiers().testFlag(Qt::ShiftModifier)) {
        m_viewY = now.zoomedY(factor, wheel.position().y());
        return Change::Y;
    }
    return changeX(now.zoomedX(factor, wheel.position().x()), whole);
}

std::optional<ChartNavigation::Change> ChartNavigation::press(int key, const ChartFrame& now, const AxisRange& whole) {
    const double middle = now.plot.center().x();
    switch (key) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return changeX(now.zoomedX(kZoomStep, middle), whole);
        case Qt::Key_Minus:
            return changeX(now.zoomedX(1 / kZoomStep, middle), whole);
        case Qt::Key_Left:
            return changeX(now.pannedX(now.plot.width() / 10), whole);
        case Qt::Key_Right:
            return changeX(now.pannedX(-now.plot.width() / 10), whole);
        case Qt::Key_0:
            return showAll();
        default:
            return std::nullopt;
    }
}

ChartNavigation::Change ChartNavigation::drag(const QPointF& to, const ChartFrame& now) {
    const QPointF moved = to - *std::exchange(m_dragFrom, to);
    if (m_viewY) {
        m_viewY = now.pannedY(moved.y());
    }
    m_viewX = now.pannedX(moved.x());
    return Change::X;
}

}  // namespace tandem
