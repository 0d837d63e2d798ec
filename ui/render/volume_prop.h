// An image as a cloud in space, by ray casting: what is bright in the grey window is dense.
//
// Used on the GUI thread. Invariant: it lies where the image lies in the patient (LPS, mm).
#pragma once

#include "core/volume/volume.h"
#include "ui/picture/grey_window.h"

#include <memory>

class vtkVolume;

namespace tandem {

class VolumeProp {
public:
    VolumeProp();
    ~VolumeProp();

    /// On right-handed axes, as of reducedVolume().
    void setImage(const ImageVolume& image);
    void setGreyWindow(const GreyWindow& window);
    /// How many pixels of the view share a ray along each side; 1 is the finest.
    void setPixelsPerRay(double pixels);

    [[nodiscard]] vtkVolume& prop() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace tandem
