// A slice with its layers, composed a pixel per voxel and drawn at the size of the view that shows it.
//
// Used on the GUI thread. Invariant: it is composed anew only when it is stale, and drawn anew only when it is to lie
// elsewhere, so that a crosshair moves over it at no cost.
#pragma once

#include "ui/picture/slice_composer.h"

#include <QImage>
#include <QPixmap>
#include <vector>

class QPainter;

namespace tandem {

class SliceScreen {
public:
    /// The voxels, the slice, the window or the layers are others.
    void setStale() { m_isStale = true; }
    [[nodiscard]] bool isStale() const { return m_isStale; }
    void setLayersHidden(bool areHidden);

    void compose(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice, const GreyWindow& window,
                 const std::vector<SliceLayer>& layers);
    /// size: of the view; target: where the slice lies in it. Around it is black, whatever the theme: eyes adapt to it.
    void paint(QPainter& painter, const QSize& size, const QRectF& target);

private:
    void draw(const QRectF& target);
    void drawContours(QPainter& painter, const QRectF& target) const;

    bool m_isStale = true;
    bool m_areLayersHidden = false;
    QImage m_grey;
    QImage m_overlay;
    std::vector<SliceContour> m_contours;
    QPixmap m_drawn;
    QRectF m_drawnAt;
};

}  // namespace tandem
