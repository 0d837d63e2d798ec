// Pictures of one slice, one pixel per voxel: the image in grey, and the filled layers blended over one another.
//
// Plain functions, thread-safe.
#pragma once

#include "ui/picture/grey_window.h"
#include "ui/picture/slice_layer.h"
#include "ui/picture/slice_plane.h"

#include <QColor>
#include <QImage>
#include <QLineF>
#include <QRect>
#include <vector>

class QPainter;

namespace tandem {

/// Format_RGB32. The window's low is black and its high white.
[[nodiscard]] QImage composeGrey(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice,
                                 const GreyWindow& window);

/// Format_ARGB32_Premultiplied; transparent where no visible layer shows anything. Later layers lie above.
[[nodiscard]] QImage composeLayers(const std::vector<SliceLayer>& layers, const SlicePlane& plane, std::int64_t slice);

/// The same for a part of that picture alone, whatever it held there.
void composeLayersIn(const QRect& part, QImage& picture, const std::vector<SliceLayer>& layers, const SlicePlane& plane,
                     std::int64_t slice);

/// Lines along the sides of pixels, in pixels of the slice with the corner of the first at 0,0.
struct SliceContour {
    QColor colour;
    std::vector<QLineF> lines;
    bool isDashed = false;
};

/// With a line of the width: in pixels of the screen, or of the painter's own scale.
void drawContour(QPainter& painter, const SliceContour& contour, double width, bool isOnScreen);

/// What a visible layer draws as contours: for each class with a colour where it borders another, or where a scalar map
/// passes its threshold. Empty for a layer that is hidden or filled.
[[nodiscard]] std::vector<SliceContour> contoursOf(const SliceLayer& layer, const SlicePlane& plane,
                                                   std::int64_t slice);

}  // namespace tandem
