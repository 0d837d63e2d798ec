#include "ui/picture/montage_theme.h"
#include "ui/picture/orientation_letters.h"
#include "ui/render/slice_view.h"

#include <QPainter>
#include <cmath>
#include <utility>

namespace tandem {
namespace {

const QColor kGround(0, 0, 0);  // what lies around an image, whatever the theme: eyes adapt to it

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

void SliceView::compose() {
    m_grey = composeGrey(m_image, m_plane, slice(), m_window);
    m_overlay = composeLayers(m_layers, m_plane, slice());
    m_contours.clear();
    for (const SliceLayer& layer : m_layers) {
        for (SliceContour& contour : contoursOf(layer, m_plane, slice())) {
            m_contours.push_back(std::move(contour));
        }
    }
    m_isStale = false;
}

void SliceView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    if (m_image.isEmpty()) {
        painter.fillRect(rect(), kGround);
        return;
    }
    const QRectF target = pictureRect();
    if (m_isStale) {
        compose();
        m_screen = {};
    }
    if (m_screen.size() != (QSizeF(size()) * devicePixelRatioF()).toSize() || m_screenTarget != target) {
        drawScreen(target);
    }
    painter.drawPixmap(0, 0, m_screen);
    paintCrosshair(painter, target);
    painter.setFont(montageFont(12));
    paintLetters(painter);
    paintPlace(painter);
    paintScaleBar(painter);
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void SliceView::drawScreen(const QRectF& target) {
    m_screen = QPixmap((QSizeF(size()) * devicePixelRatioF()).toSize());
    m_screen.setDevicePixelRatio(devicePixelRatioF());
    m_screen.fill(kGround);
    m_screenTarget = target;
    QPainter painter(&m_screen);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_grey);
    if (!m_areLayersHidden) {
        // A voxel of a map is a square of its colour, unless there are more voxels than pixels.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, target.width() < m_overlay.width());
        painter.drawImage(target, m_overlay);
        paintContours(painter, target);
    }
}

void SliceView::paintContours(QPainter& painter, const QRectF& rect) const {
    painter.save();
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / static_cast<double>(m_plane.columns()),
                  rect.height() / static_cast<double>(m_plane.rows()));
    for (const SliceContour& contour : m_contours) {
        drawContour(painter, contour, 1.6, true);
    }
    painter.restore();
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
    writeLegibly(painter, inner, Qt::AlignHCenter | Qt::AlignTop, m_plane.lettersUp());
    writeLegibly(painter, inner, Qt::AlignHCenter | Qt::AlignBottom, m_plane.lettersDown());
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

void SliceView::paintPlace(QPainter& painter) const {
    constexpr int kRoomForWords = 220;
    if (width() < kRoomForWords) {
        return;
    }
    const QRectF inner = QRectF(rect()).adjusted(6, 4, -6, -4);
    const QString position = QString::number(m_plane.positionMm(slice()), 'f', 1);
    writeLegibly(painter, inner, Qt::AlignLeft | Qt::AlignTop,
                 tr("%1  %2 of %3\n%4 %5 mm", "plane, slice, slices, direction, position")
                     .arg(planeName())
                     .arg(slice() + 1)
                     .arg(m_plane.slices())
                     .arg(m_plane.lettersThrough(), position));
    const auto number = [](double value) { return QString::number(value, 'g', 4); };
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

}  // namespace tandem
