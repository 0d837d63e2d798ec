// The three slices that meet at a voxel, as they lie in the patient: the image with the layers over it.
//
// Used on the GUI thread. Invariant: a slice shows what the SliceView of its plane shows, where its voxels lie (LPS,
// mm).
#pragma once

#include "ui/picture/grey_window.h"
#include "ui/picture/slice_layer.h"

#include <memory>
#include <vector>

class vtkRenderer;

namespace tandem {

class SpaceSlices {
public:
    SpaceSlices();
    ~SpaceSlices();

    /// Without layers, met in the middle.
    void setImage(const ImageVolume& image, const GreyWindow& window);
    /// Each on the grid of the image; the first lies lowest.
    void setLayers(const std::vector<SliceLayer>& layers);
    void setLayersHidden(bool areHidden);
    void setGreyWindow(const GreyWindow& window);
    void setCrosshair(const Index3& voxel);

    void addTo(vtkRenderer& renderer);
    /// Brings the slices up to date; nothing before does.
    void compose();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace tandem
