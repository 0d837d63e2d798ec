#include "ui/render/slice_screen.h"

#include <QPainter>

namespace tandem {

void SliceScreen::setLayersHidden(bool areHidden) {
    m_areLayersHidden = areHidden;
    m_drawn = {};
}

void SliceScreen::setPartStale(const MapName& map, const QRect& pixels) {
    m_stalePart |= pixels;
    m_staleMaps.insert(map);
}

void SliceScreen::compose(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice,
                          const GreyWindow& window, const std::vector<SliceLayer>& layers) {
    if (m_isImageStale) {
        m_grey = composeGrey(image, plane, slice, window);
        m_drawnImage = {};
    }
    if (m_areLayersStale) {
        composeAll(plane, slice, layers);
    } else {
        composePart(plane, slice, layers);
    }
    m_isImageStale = m_areLayersStale = false;
    m_stalePart = {};
    m_staleMaps.clear();
}

void SliceScreen::composeAll(const SlicePlane& plane, std::int64_t slice, const std::vector<SliceLayer>& layers) {
    m_overlay = composeLayers(layers, plane, slice);
    m_contours.clear();
    for (const SliceLayer& layer : layers) {
        m_contours.push_back(contoursOf(layer, plane, slice));
    }
    m_drawn = {};
}

void SliceScreen::composePart(const SlicePlane& plane, std::int64_t slice, const std::vector<SliceLayer>& layers) {
    composeLayersIn(m_stalePart, m_overlay, layers, plane, slice);
    for (std::size_t at = 0; at < layers.size(); ++at) {
        if (layers[at].fill == LayerFill::Contour && m_staleMaps.contains(layers[at].map)) {
            m_contours[at] = contoursOf(layers[at], plane, slice);
        }
    }
    m_drawn = {};  // in whole: how Qt rounds while it scales depends on where it begins
}

void SliceScreen::paint(QPainter& painter, const QSize& size, const QRectF& target) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize pixels = (QSizeF(size) * ratio).toSize();
    if (m_drawnImage.size() != pixels || m_drawnAt != target) {
        m_drawnImage = QPixmap(pixels);
        m_drawnImage.setDevicePixelRatio(ratio);
        drawImage(target);
        m_drawn = {};
    }
    if (m_drawn.isNull()) {
        draw(target);
    }
    painter.drawPixmap(0, 0, m_drawn);
}

void SliceScreen::drawImage(const QRectF& target) {
    m_drawnImage.fill(Qt::black);
    m_drawnAt = target;
    QPainter painter(&m_drawnImage);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, m_grey);
}

void SliceScreen::draw(const QRectF& target) {
    m_drawn = m_drawnImage;
    QPainter painter(&m_drawn);
    drawLayers(painter, target);
}

void SliceScreen::drawLayers(QPainter& painter, const QRectF& target) const {
    if (!m_areLayersHidden) {
        // A voxel of a map is a square of its colour, unless there are more voxels than pixels.
        painter.setRenderHint(QPainter::SmoothPixmapTransform, target.width() < m_overlay.width());
        painter.drawImage(target, m_overlay);
        drawContours(painter, target);
    }
}

void SliceScreen::drawContours(QPainter& painter, const QRectF& target) const {
    painter.save();
    painter.translate(target.topLeft());
    painter.scale(target.width() / m_grey.width(), target.height() / m_grey.height());
    for (const std::vector<SliceContour>& ofLayer : m_contours) {
        for (const SliceContour& contour : ofLayer) {
            drawContour(painter, contour, 1.6, true);
        }
    }
    painter.restore();
}

}  // namespace tandem
