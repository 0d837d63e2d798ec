// A slice with its layers, composed a pixel per voxel and drawn at the size of the view that shows it.
//
// Used on the GUI thread. Invariant: it is composed anew only when it is stale, and drawn anew only when it is to lie
// elsewhere, so that a crosshair moves over it at no cost; the image stays drawn when only layers changed, and all
// beside them where only some of their pixels did.
#pragma once

#include "ui/picture/slice_composer.h"

#include <QImage>
#include <QPixmap>
#include <QRect>
#include <set>
#include <vector>

class QPainter;

namespace tandem {

class SliceScreen {
public:
    /// The voxels, the slice, the window or the layers are others.
    void setStale() { m_isImageStale = m_areLayersStale = true; }
    /// Only voxels of the layers are others.
    void setLayersStale() { m_areLayersStale = true; }
    /// Only those of one layer, in these pixels of the slice.
    void setPartStale(const MapName& map, const QRect& pixels);
    [[nodiscard]] bool isStale() const { return m_areLayersStale || !m_stalePart.isEmpty(); }
    void setLayersHidden(bool areHidden);

    void compose(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice, const GreyWindow& window,
                 const std::vector<SliceLayer>& layers);
    /// size: of the view; target: where the slice lies in it. Around it is black, whatever the theme: eyes adapt to it.
    void paint(QPainter& painter, const QSize& size, const QRectF& target);

private:
    void composeAll(const SlicePlane& plane, std::int64_t slice, const std::vector<SliceLayer>& layers);
    void composePart(const SlicePlane& plane, std::int64_t slice, const std::vector<SliceLayer>& layers);
    void drawImage(const QRectF& target);
    void draw(const QRectF& target);
    void drawLayers(QPainter& painter, const QRectF& target) const;
    void drawContours(QPainter& painter, const QRectF& target) const;

    bool m_isImageStale = true;
    bool m_areLayersStale = true;  ///< whenever the image is
    QRect m_stalePart;
    std::set<MapName> m_staleMaps;  ///< that have other voxels there
    bool m_areLayersHidden = false;
    QImage m_grey;
    QImage m_overlay;
    std::vector<std::vector<SliceContour>> m_contours;  ///< by layer
    QPixmap m_drawnImage;                               ///< alone, as magnifying it smoothly takes most of the time
    QPixmap m_drawn;
    QRectF m_drawnAt;
};

}  // namespace tandem
