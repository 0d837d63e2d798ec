#include "ui/training/chart/line_chart.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tandem {
namespace {

constexpr double kZoomStep = 0.8;

}  // namespace

void LineChart::changeViewX(const std::optional<AxisRange>& range) {
    const AxisRange whole = wholeX();
    const bool isAll = range && range->low <= whole.low && range->high >= whole.high;
    const bool isTooNear = range && range->length() < 2;
    if (!isTooNear) {
        setViewX(isAll ? std::nullopt : range);
        Q_EMIT viewXChanged(m_viewX);
    }
}

void LineChart::showAll() {
    m_viewY.reset();
    changeViewX(std::nullopt);
}

void LineChart::wheelEvent(QWheelEvent* event) {
    // Some systems turn the wheel sideways while Shift is held.
    const QPoint turned = event->angleDelta();
    const double steps = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    const double factor = std::pow(kZoomStep, steps);
    const ChartFrame now = frame();
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        m_viewY = now.zoomedY(factor, event->position().y());
        sceneChanged();
    } else {
        changeViewX(now.zoomedX(factor, event->position().x()));
    }
    event->accept();
}

void LineChart::toggleAt(const QPointF& place) {
    for (std::size_t index = 0; index < std::min(m_legend.size(), m_series.size()); ++index) {
        const QString& name = m_series[index].name;
        if (m_legend[index].contains(place) && !m_hidden.remove(name)) {
            m_hidden.insert(name);
        }
    }
    sceneChanged();
}

void LineChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        toggleAt(event->position());
        if (frame().plot.contains(event->position())) {
            m_dragFrom = event->position();
        }
    }
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
    const ChartFrame now = frame();
    if (m_dragFrom) {
        const QPointF moved = event->position() - *m_dragFrom;
        m_dragFrom = event->position();
        setCursor(Qt::ClosedHandCursor);
        if (m_viewY) {
            m_viewY = now.pannedY(moved.y());
        }
        setViewX(now.pannedX(moved.x()));
        Q_EMIT viewXChanged(m_viewX);
        return;
    }
    std::optional<double> hover;
    if (now.plot.contains(event->position())) {
        const double x = now.xAt(event->position().x());
        double nearest = std::numeric_limits<double>::max();
        for (const ChartSeries& one : m_series) {
            const QPointF* const point = nearestPoint(one.points, x);
            if (point != nullptr && std::abs(point->x() - x) < std::abs(nearest - x)) {
                nearest = point->x();
                hover = nearest;
            }
        }
    }
    setHover(hover);
    Q_EMIT hoverChanged(hover);
}

void LineChart::mouseReleaseEvent(QMouseEvent*) {
    m_dragFrom.reset();
    unsetCursor();
}

void LineChart::mouseDoubleClickEvent(QMouseEvent*) {
    showAll();
}

void LineChart::leaveEvent(QEvent*) {
    setHover(std::nullopt);
    Q_EMIT hoverChanged(std::nullopt);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
    const ChartFrame now = frame();
    const double middle = now.plot.center().x();
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return changeViewX(now.zoomedX(kZoomStep, middle));
        case Qt::Key_Minus:
            return changeViewX(now.zoomedX(1 / kZoomStep, middle));
        case Qt::Key_Left:
            return changeViewX(now.pannedX(now.plot.width() / 10));
        case Qt::Key_Right:
            return changeViewX(now.pannedX(-now.plot.width() / 10));
        case Qt::Key_0:
            return showAll();
        default:
            ChartView::keyPressEvent(event);
    }
}

void LineChart::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Show all"), this, &LineChart::showAll);
    QAction* const logarithmic = menu.addAction(tr("Logarithmic axis"), this, &LineChart::setLogarithmic);
    logarithmic->setCheckable(true);
    logarithmic->setChecked(m_isLogarithmic);
    menu.addSeparator();
    menu.addAction(tr("Save as a picture…"), this, &LineChart::savePicture);
    menu.addAction(tr("Save as CSV…"), this, &LineChart::saveTable);
    menu.exec(event->globalPos());
}

}  // namespace tandem
