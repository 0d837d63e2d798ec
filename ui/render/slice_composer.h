// Pictures of one slice, one pixel per voxel: the image in grey, and the filled layers blended over one another.
//
// Plain functions, thread-safe.
#pragma once

#include "ui/picture/axial_slice.h"
#include "ui/render/slice_layer.h"
#include "ui/render/slice_plane.h"

#include <QImage>
#include <QLineF>
#include <vector>

namespace tandem {

/// Format_RGB32. The window's low is black and its high white.
[[nodiscard]] QImage composeGrey(const ImageVolume& image, const SlicePlane& plane, std::int64_t slice,
                                 const GreyWindow& window);

/// Format_ARGB32_Premultiplied; transparent where no visible layer shows anything. Later layers lie above.
[[nodiscard]] QImage composeLayers(const std::vector<SliceLayer>& layers, const SlicePlane& plane, std::int64_t slice);

/// The sides of pixels where a label map's value borders another, for each value with a colour, in pixels of the slice
/// with the corner of the first at 0,0.
[[nodiscard]] std::vector<QLineF> contourOf(const LabelVolume& labels, const SlicePlane& plane, std::int64_t slice,
                                            std::uint8_t value);

}  // namespace tandem
