#include "ui/render/slice_view.h"

#include "ui/numbers/quantity.h"
#include "ui/picture/montage_theme.h"
#include "ui/picture/orientation_letters.h"
#include "ui/theme/translated.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

constexpr double kMostZoom = 40;
constexpr double kLeastZoom = 0.5;

/// The greatest of 1, 2, 5, 10, ... that is not greater.
double roundLength(double most) {
    const double decade = std::pow(10, std::floor(std::log10(most)));
    for (const double step : {5.0, 2.0}) {
        if (step * decade <= most) {
            return step * decade;
        }
    }
    return decade;
}

}  // namespace

SliceView::SliceView(Plane plane, QWidget* parent) : QWidget(parent), m_kind(plane) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    keepTranslated(*this, [this] { namePlane(); });
}

void SliceView::namePlane() {
    setAccessibleName(planeName());
    update();
}

void SliceView::setImage(const ImageVolume& image, const GreyWindow& window) {
    m_image = image;
    m_window = window;
    m_layers.clear();
    m_plane = SlicePlane::of(image.geometry(), m_kind);
    const Index3& size = image.geometry().size;
    m_crosshair = {size[0] / 2, size[1] / 2, size[2] / 2};
    m_screen.setStale();
    fit();
}

void SliceView::clear() {
    m_image = {};
    m_layers.clear();
    m_screen.setStale();
    update();
}

void SliceView::setLayers(const std::vector<SliceLayer>& layers) {
    m_layers = layers;
    m_screen.setLayersStale();
    update();
}

void SliceView::setTool(SliceTool* tool) {
    if (tool != m_tool && m_drag == Drag::Tool) {
        m_drag = Drag::None;
    }
    m_tool = tool;
    update();
}

void SliceView::setMarks(const std::optional<SliceMarks>& marks) {
    if (marks != m_marks) {
        m_marks = marks;
        update();
    }
}

void SliceView::showChange(const MapName& map, const Box& changed) {
    const std::int64_t first = changed.first[m_plane.through];
    if (slice() < first || slice() >= first + changed.size[m_plane.through]) {
        return;
    }
    Index3 last{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        last[axis] = changed.first[axis] + changed.size[axis] - 1;
    }
    const auto pixelOf = [this](const Index3& voxel) {
        return QPoint(static_cast<int>(m_plane.columnOf(voxel)), static_cast<int>(m_plane.rowOf(voxel)));
    };
    m_screen.setPartStale(map, QRect(pixelOf(changed.first), QSize(1, 1)) | QRect(pixelOf(last), QSize(1, 1)));
    update();
}

void SliceView::setLayersHidden(bool areHidden) {
    m_screen.setLayersHidden(areHidden);
    update();
}

void SliceView::setGreyWindow(const GreyWindow& window) {
    m_window = window;
    m_screen.setStale();
    update();
}

void SliceView::setCrosshair(const Index3& voxel) {
    if (m_image.isEmpty() || voxel == m_crosshair) {
        return;
    }
    const bool isSameSlice = voxel[m_plane.through] == m_crosshair[m_plane.through];
    for (std::size_t axis = 0; axis < 3; ++axis) {
        m_crosshair[axis] = std::clamp<std::int64_t>(voxel[axis], 0, m_image.geometry().size[axis] - 1);
    }
    if (!isSameSlice) {
        m_screen.setStale();
    }
    update();
}

void SliceView::fit() {
    setLook({});
}

void SliceView::setLook(const SliceLook& look) {
    m_zoom = std::clamp(look.zoom, kLeastZoom, kMostZoom);
    m_pan = m_image.isEmpty() ? QPointF() : look.panMm * pixelsPerMm();
    update();
}

SliceLook SliceView::look() const {
    return {m_zoom, m_image.isEmpty() ? QPointF() : m_pan / pixelsPerMm()};
}

void SliceView::setPlane(Plane plane) {
    m_kind = plane;
    m_plane = m_image.isEmpty() ? SlicePlane() : SlicePlane::of(m_image.geometry(), plane);
    m_screen.setStale();
    namePlane();
    fit();
}

std::int64_t SliceView::slice() const {
    return m_crosshair[m_plane.through];
}

/// Around the picture, for the letters; a small picture needs the room more.
double SliceView::margin() const {
    return std::min(22.0, 0.1 * std::min(width(), height()));
}

double SliceView::pixelsPerMm() const {
    const double fitting =
        std::min((width() - 2 * margin()) / m_plane.widthMm(), (height() - 2 * margin()) / m_plane.heightMm());
    return std::max(fitting, 1e-3) * m_zoom;
}

QRectF SliceView::pictureRect() const {
    const double scale = pixelsPerMm();
    const QSizeF size(m_plane.widthMm() * scale, m_plane.heightMm() * scale);
    const QPointF centre = QPointF(width() / 2.0, height() / 2.0) + m_pan;
    return {centre - QPointF(size.width() / 2, size.height() / 2), size};
}

QPointF SliceView::positionOf(const Index3& voxel) const {
    const QRectF rect = pictureRect();
    return {rect.left() + (static_cast<double>(m_plane.columnOf(voxel)) + 0.5) * rect.width() /
                              static_cast<double>(m_plane.columns()),
            rect.top() + (static_cast<double>(m_plane.rowOf(voxel)) + 0.5) * rect.height() /
                             static_cast<double>(m_plane.rows())};
}

std::optional<Index3> SliceView::voxelAt(const QPointF& position) const {
    if (m_image.isEmpty()) {
        return {};
    }
    const QRectF rect = pictureRect();
    const auto column = static_cast<std::int64_t>(
        std::floor((position.x() - rect.left()) / rect.width() * static_cast<double>(m_plane.columns())));
    const auto row = static_cast<std::int64_t>(
        std::floor((position.y() - rect.top()) / rect.height() * static_cast<double>(m_plane.rows())));
    if (column < 0 || row < 0 || column >= m_plane.columns() || row >= m_plane.rows()) {
        return {};
    }
    return m_plane.voxelAt(column, row, slice());
}

void SliceView::moveCrosshairTo(const QPointF& position) {
    const std::optional<Index3> voxel = voxelAt(position);
    if (voxel.has_value() && *voxel != m_crosshair) {
        setCrosshair(*voxel);
        Q_EMIT crosshairMoved(*voxel);
    }
}

void SliceView::step(std::int64_t slices) {
    if (m_image.isEmpty()) {
        return;
    }
    Index3 voxel = m_crosshair;
    voxel[m_plane.through] = std::clamp<std::int64_t>(voxel[m_plane.through] + slices, 0, m_plane.slices() - 1);
    if (voxel != m_crosshair) {
        setCrosshair(voxel);
        Q_EMIT crosshairMoved(voxel);
    }
}

void SliceView::nudge(std::int64_t columns, std::int64_t rows) {
    if (m_image.isEmpty()) {
        return;
    }
    const std::int64_t column =
        std::clamp<std::int64_t>(m_plane.columnOf(m_crosshair) + columns, 0, m_plane.columns() - 1);
    const std::int64_t row = std::clamp<std::int64_t>(m_plane.rowOf(m_crosshair) + rows, 0, m_plane.rows() - 1);
    const Index3 voxel = m_plane.voxelAt(column, row, slice());
    if (voxel != m_crosshair) {
        setCrosshair(voxel);
        Q_EMIT crosshairMoved(voxel);
    }
}

void SliceView::zoomAt(const QPointF& position, double factor) {
    const double zoom = std::clamp(m_zoom * factor, kLeastZoom, kMostZoom);
    const QPointF fromCentre = position - QPointF(width() / 2.0, height() / 2.0) - m_pan;
    m_pan += fromCentre * (1 - zoom / m_zoom);
    m_zoom = zoom;
    update();
    Q_EMIT lookChanged(look());
}

void SliceView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    if (m_image.isEmpty()) {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    const QRectF target = pictureRect();
    if (m_screen.isStale()) {
        m_screen.compose(m_image, m_plane, slice(), m_window, m_layers);
    }
    m_screen.paint(painter, size(), target);
    paintCrosshair(painter, target);
    if (m_tool != nullptr) {
        painter.save();
        m_tool->paint(painter, canvas());
        painter.restore();
    }
    if (m_marks) {
        paintSliceMarks(painter, rect(), *m_marks, m_plane.slices(), slice(), palette());
    }
    painter.setFont(montageFont(12));
    paintLetters(painter);
    paintPlace(painter);
    paintScaleBar(painter);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void SliceView::paintCrosshair(QPainter& painter, const QRectF& rect) const {
    constexpr double kGap = 9;  // so that the voxel itself can be seen
    const QPointF at = positionOf(m_crosshair);
    QColor colour = palette().color(QPalette::Highlight);
    colour.setAlphaF(0.75F);
    painter.setPen(QPen(colour, 1));
    const double x = std::floor(at.x()) + 0.5;
    const double y = std::floor(at.y()) + 0.5;
    painter.drawLine(QPointF(rect.left(), y), QPointF(x - kGap, y));
    painter.drawLine(QPointF(x + kGap, y), QPointF(rect.right(), y));
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, y - kGap));
    painter.drawLine(QPointF(x, y + kGap), QPointF(x, rect.bottom()));
}

void SliceView::paintLetters(QPainter& painter) const {
    const QRectF inner = QRectF(rect()).adjusted(6, 4, -6, -4);
    writeLegibly(painter, inner, Qt::AlignLeft | Qt::AlignVCenter, m_plane.lettersLeft());
    writeLegibly(painter, inner, Qt::AlignRight | Qt::AlignVCenter, m_plane.lettersRight());
    writeLegibly(painter, inner, Qt::AlignHCenter | Qt::AlignBottom, m_plane.lettersDown());
    // Below the line of the words at the left where it would seem to be one of them.
    constexpr double kApart = 8;
    const QFontMetricsF metrics(painter.font());
    const double wordsEnd = metrics.horizontalAdvance(placeText().section('\n', 0, 0)) + kApart;
    const bool isReached = wordsEnd > (inner.width() - metrics.horizontalAdvance(m_plane.lettersUp())) / 2;
    writeLegibly(painter, inner.adjusted(0, isReached ? metrics.height() : 0, 0, 0), Qt::AlignHCenter | Qt::AlignTop,
                 m_plane.lettersUp());
}

QString SliceView::planeName() const {
    switch (m_kind) {
        case Plane::Axial:
            return tr("Axial");
        case Plane::Coronal:
            return tr("Coronal");
        case Plane::Sagittal:
            return tr("Sagittal");
    }
    return {};
}

QString SliceView::placeText() const {
    constexpr QSize kRoomForWords(220, 130);
    if (width() < kRoomForWords.width() || height() < kRoomForWords.height()) {
        return {};
    }
    return tr("%1  %2 of %3\n%4 %5 mm", "plane, slice, slices, direction, position")
        .arg(planeName())
        .arg(slice() + 1)
        .arg(m_plane.slices())
        .arg(m_plane.lettersThrough(), Quantity::plain(m_plane.positionMm(slice()), 1));
}

void SliceView::paintPlace(QPainter& painter) const {
    const QString place = placeText();
    if (place.isEmpty()) {
        return;
    }
    const QRectF inner = QRectF(rect()).adjusted(6, 4, -6, -4);
    writeLegibly(painter, inner, Qt::AlignLeft | Qt::AlignTop, place);
    const auto number = [](double value) { return Quantity::plainSignificant(value, 4); };
    writeLegibly(painter, inner, Qt::AlignLeft | Qt::AlignBottom,
                 tr("W %1  L %2", "window, level")
                     .arg(number(m_window.high - m_window.low), number((m_window.high + m_window.low) / 2)));
}

void SliceView::paintScaleBar(QPainter& painter) const {
    const double scale = pixelsPerMm();
    const double lengthMm = roundLength(width() / 4.0 / scale);
    const double length = lengthMm * scale;
    const QPointF end(width() - 8.0, height() - 10.0);
    painter.setPen(QPen(kTextColour, 2));
    painter.drawLine(QPointF(end.x() - length, end.y()), end);
    const QRectF above(end.x() - length - 60, end.y() - 20, length + 60, 16);
    writeLegibly(painter, above, Qt::AlignRight | Qt::AlignBottom,
                 lengthMm >= 10 ? tr("%1 cm").arg(lengthMm / 10) : tr("%1 mm").arg(lengthMm));
}

bool SliceView::pressTool(const QMouseEvent& event) {
    const bool isCrosshairs = event.modifiers().testFlag(Qt::ControlModifier);
    const bool isTaken =
        m_tool != nullptr && !m_image.isEmpty() && !isCrosshairs &&
        m_tool->press(canvas(), event.position(), event.modifiers(), event.type() == QEvent::MouseButtonDblClick);
    if (isTaken) {
        update();
    }
    return isTaken;
}

void SliceView::mousePressEvent(QMouseEvent* event) {
    if (m_drag == Drag::Tool) {
        return;  // another button while the tool has one
    }
    m_dragFrom = event->position();
    m_panFrom = m_pan;
    m_windowFrom = m_window;
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && isShifted)) {
        m_drag = Drag::Pan;
    } else if (event->button() == Qt::LeftButton && pressTool(*event)) {
        m_drag = Drag::Tool;
    } else if (event->button() == Qt::LeftButton) {
        m_drag = Drag::Crosshair;
        moveCrosshairTo(event->position());
    } else if (event->button() == Qt::RightButton) {
        m_drag = Drag::Window;
    }
}

void SliceView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF moved = event->position() - m_dragFrom;
    if (m_drag == Drag::Crosshair) {
        moveCrosshairTo(event->position());
    } else if (m_drag == Drag::Pan) {
        m_pan = m_panFrom + moved;
        update();
        Q_EMIT lookChanged(look());
    } else if (m_drag == Drag::Window) {
        // Across the whole view the window grows threefold, or the level moves by one window.
        const double before = m_windowFrom.high - m_windowFrom.low;
        const double wide = before * std::pow(3.0, moved.x() / std::max(width(), 1));
        const double level = (m_windowFrom.low + m_windowFrom.high) / 2 - before * moved.y() / std::max(height(), 1);
        setGreyWindow({level - wide / 2, level + wide / 2});
        Q_EMIT greyWindowChanged(m_window);
    }
    if (m_tool != nullptr && !m_image.isEmpty() && (m_drag == Drag::Tool || m_drag == Drag::None)) {
        m_tool->move(canvas(), event->position());
        update();
    }
    const std::optional<Index3> voxel = voxelAt(event->position());
    if (voxel.has_value()) {
        Q_EMIT hovered(*voxel);
    } else {
        Q_EMIT unhovered();
    }
}

void SliceView::mouseReleaseEvent(QMouseEvent* event) {
    if (m_drag == Drag::Tool) {
        if (event->button() != Qt::LeftButton) {
            return;  // of a button that was pressed beside it
        }
        m_tool->release(canvas(), event->position());
        update();
    }
    m_drag = Drag::None;
}

void SliceView::mouseDoubleClickEvent(QMouseEvent* event) {
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (event->button() == Qt::LeftButton && !isShifted && pressTool(*event)) {
        m_drag = Drag::Tool;
    } else if (event->button() == Qt::LeftButton) {
        Q_EMIT fullSizeAsked();
    }
}

void SliceView::wheelEvent(QWheelEvent* event) {
    const int angle = event->angleDelta().y();
    // Some systems turn a wheel with Alt or Shift sideways.
    if (m_tool != nullptr && m_tool->wheel(angle != 0 ? angle : event->angleDelta().x(), event->modifiers())) {
        update();
    } else if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomAt(event->position(), std::pow(1.0015, angle));
    } else {
        // Touch pads send parts of a notch.
        constexpr int kNotch = 120;
        m_wheelRest += angle;
        step(m_wheelRest / kNotch);
        m_wheelRest %= kNotch;
    }
    event->accept();
}

void SliceView::keyPressEvent(QKeyEvent* event) {
    constexpr double kZoomStep = 1.25;
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomAt(middle, kZoomStep);
        case Qt::Key_Minus:
            return zoomAt(middle, 1 / kZoomStep);
        case Qt::Key_Home:
            fit();
            Q_EMIT lookChanged(look());
            return;
        default:
            return stepByKey(event);
    }
}

void SliceView::stepByKey(QKeyEvent* event) {
    constexpr std::int64_t kPage = 10;
    const bool isInSlice = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
        case Qt::Key_Up:
            return isInSlice ? nudge(0, -1) : step(1);
        case Qt::Key_Down:
            return isInSlice ? nudge(0, 1) : step(-1);
        case Qt::Key_Left:
            return isInSlice ? nudge(-1, 0) : QWidget::keyPressEvent(event);
        case Qt::Key_Right:
            return isInSlice ? nudge(1, 0) : QWidget::keyPressEvent(event);
        case Qt::Key_PageUp:
            return step(kPage);
        case Qt::Key_PageDown:
            return step(-kPage);
        default:
            return QWidget::keyPressEvent(event);
    }
}

void SliceView::leaveEvent(QEvent* /*event*/) {
    if (m_tool != nullptr) {
        m_tool->leave();
        update();
    }
    Q_EMIT unhovered();
}

void linkViews(std::span<SliceView* const> views) {
    for (SliceView* const view : views) {
        for (SliceView* const other : views) {
            if (view == other) {
                continue;
            }
            QObject::connect(view, &SliceView::crosshairMoved, other, &SliceView::setCrosshair);
            QObject::connect(view, &SliceView::greyWindowChanged, other, &SliceView::setGreyWindow);
            QObject::connect(view, &SliceView::lookChanged, other, [view, other](const SliceLook& look) {
                if (view->plane() == other->plane()) {
                    other->setLook(look);
                }
            });
        }
    }
}

}  // namespace tandem
