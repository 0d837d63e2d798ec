#include "ui/export/preview_picture.h"

#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tandem {

PreviewPicture::PreviewPicture(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setSizePolicy(policy);
}

void PreviewPicture::setPreview(const AbstainPreview& preview) {
    m_preview = preview;
    update();
}

void PreviewPicture::clear() {
    m_preview = {};
    update();
}

void PreviewPicture::setThreshold(int hundredths) {
    m_threshold = hundredths;
    update();
}

QRect PreviewPicture::pictureRect() const {
    if (m_preview.isEmpty()) {
        return {};
    }
    const double aspect = m_preview.aspect();
    const double height = std::min<double>(this->height(), width() / aspect);
    const QSize size(static_cast<int>(std::lround(height * aspect)), static_cast<int>(std::lround(height)));
    return {QPoint((width() - size.width()) / 2, 0), size};
}

void PreviewPicture::paintEvent(QPaintEvent* /*event*/) {
    if (m_preview.isEmpty()) {
        return;
    }
    QPainter painter(this);
    const QRect place = pictureRect();
    QImage picture = m_preview.picture(m_threshold, place.size() * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    painter.drawImage(place.topLeft(), picture);
}

}  // namespace tandem
