#include "ui/datasets/cases/plane_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>

namespace tandem {

PlaneView::PlaneView(PatientPlane plane, QWidget* parent) : QWidget(parent), m_plane(plane) {
    setMinimumSize(160, 110);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setFocusPolicy(Qt::StrongFocus);
    retranslate();
}

void PlaneView::retranslate() {
    setToolTip(tr("Turn the wheel, or press the keys up and down, to go through the slices."));
    setAccessibleName(planeName());
    update();
}

void PlaneView::showCase(const CaseVolumes& volumes, const LabelScheme& scheme) {
    m_volumes = volumes;
    m_scheme = scheme;
    m_slice = -1;
    goTo(volumes.voxel[PlaneAxes::of(volumes.image.geometry(), m_plane).through]);
}

void PlaneView::clear() {
    m_volumes = {};
    m_picture = {};
    update();
}

std::int64_t PlaneView::sliceCount() const {
    const Geometry& geometry = m_volumes.image.geometry();
    return geometry.size[PlaneAxes::of(geometry, m_plane).through];
}

void PlaneView::goTo(std::int64_t slice) {
    const std::int64_t inside = std::clamp<std::int64_t>(slice, 0, sliceCount() - 1);
    if (inside != m_slice) {
        m_slice = inside;
        m_picture = slicePicture(m_volumes.image, m_volumes.label, m_plane, m_slice, m_volumes.window);
        update();
    }
}

QString PlaneView::planeName() const {
    switch (m_plane) {
        case PatientPlane::Axial:
            return tr("Axial");
        case PatientPlane::Coronal:
            return tr("Coronal");
        case PatientPlane::Sagittal:
            return tr("Sagittal");
    }
    return {};
}

QString PlaneView::title() const {
    return tr("%1 %2 of %3").arg(planeName()).arg(m_slice + 1).arg(sliceCount());
}

void PlaneView::paintPicture(QPainter& painter, const QRectF& target) const {
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_picture.grey);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(target.topLeft());
    painter.scale(target.width() / m_picture.grey.width(), target.height() / m_picture.grey.height());
    for (const auto& [index, lines] : m_picture.outlines) {
        if (index < m_scheme.count()) {
            const auto& colour = m_scheme.classes[static_cast<std::size_t>(index)].colour;
            QPen pen(QColor(colour[0], colour[1], colour[2]), 1.6);
            pen.setCosmetic(true);
            painter.setPen(pen);
            painter.drawLines(lines.data(), static_cast<int>(lines.size()));
        }
    }
    painter.restore();
}

void PlaneView::paintText(QPainter& painter, Qt::Alignment place, const QString& text) const {
    const QRect inner = rect().adjusted(6, 4, -6, -4);
    // With a dark rim, as it may stand on bright voxels.
    painter.setPen(Qt::black);
    for (const int right : {-1, 0, 1}) {
        for (const int down : {-1, 0, 1}) {
            painter.drawText(inner.translated(right, down), static_cast<int>(place), text);
        }
    }
    painter.setPen(Qt::white);
    painter.drawText(inner, static_cast<int>(place), text);
}

void PlaneView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // Black in every theme, as a dark surround is part of how grey values are judged.
    painter.fillRect(rect(), Qt::black);
    if (m_picture.grey.isNull()) {
        return;
    }
    const double scale = std::min(width() / m_picture.widthMm, height() / m_picture.heightMm);
    QRectF target(0, 0, m_picture.widthMm * scale, m_picture.heightMm * scale);
    target.moveCenter(QRectF(rect()).center());
    paintPicture(painter, target);

    const bool isSagittal = m_plane == PatientPlane::Sagittal;
    paintText(painter, Qt::AlignLeft | Qt::AlignTop, title());
    paintText(painter, Qt::AlignLeft | Qt::AlignVCenter, isSagittal ? QStringLiteral("A") : QStringLiteral("R"));
    paintText(painter, Qt::AlignRight | Qt::AlignVCenter, isSagittal ? QStringLiteral("P") : QStringLiteral("L"));
    paintText(painter, Qt::AlignHCenter | Qt::AlignBottom,
              m_plane == PatientPlane::Axial ? QStringLiteral("P") : QStringLiteral("I"));
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void PlaneView::wheelEvent(QWheelEvent* event) {
    if (m_picture.grey.isNull()) {
        event->ignore();
        return;
    }
    constexpr int kNotch = 120;
    m_wheel += event->angleDelta().y();
    goTo(m_slice + m_wheel / kNotch);
    m_wheel %= kNotch;
    event->accept();
}

void PlaneView::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
    if (step == 0 || m_picture.grey.isNull()) {
        QWidget::keyPressEvent(event);
        return;
    }
    goTo(m_slice + step);
}

void PlaneView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace tandem
