// A correction as a layer over the image.
//
// Plain functions for the GUI thread.
#pragma once

#include "core/study/label_scheme.h"
#include "ui/picture/slice_layer.h"

namespace tandem {

/// Of the label's own voxels, which it shares; unknown voxels are grey. Its style is that of a visible layer.
[[nodiscard]] SliceLayer correctionLayer(const LabelVolume& label, const LabelScheme& scheme);

}  // namespace tandem
