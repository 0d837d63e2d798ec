#include "ui/render/volume_prop.h"

#include <vtkColorTransferFunction.h>
#include <vtkGPUVolumeRayCastMapper.h>
#include <vtkImageData.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPiecewiseFunction.h>
#include <vtkVolume.h>
#include <vtkVolumeProperty.h>

#include <algorithm>
#include <array>

namespace tandem {

struct VolumeProp::Parts {
    vtkNew<vtkVolume> volume;
    vtkNew<vtkGPUVolumeRayCastMapper> mapper;
    vtkNew<vtkColorTransferFunction> colours;
    vtkNew<vtkPiecewiseFunction> opacity;
};

VolumeProp::VolumeProp() : m_parts(std::make_unique<Parts>()) {
    m_parts->mapper->SetBlendModeToComposite();
    m_parts->mapper->AutoAdjustSampleDistancesOff();
    vtkVolumeProperty* const property = m_parts->volume->GetProperty();
    property->SetColor(m_parts->colours);
    property->SetScalarOpacity(m_parts->opacity);
    property->SetInterpolationTypeToLinear();
    property->ShadeOn();
    property->SetAmbient(0.35);
    property->SetDiffuse(0.75);
    property->SetSpecular(0.1);
    m_parts->volume->SetMapper(m_parts->mapper);
}

VolumeProp::~VolumeProp() = default;

vtkVolume& VolumeProp::prop() const {
    return *m_parts->volume;
}

void VolumeProp::setImage(const ImageVolume& image) {
    const Geometry& grid = image.geometry();
    vtkNew<vtkImageData> voxels;
    voxels->SetDimensions(static_cast<int>(grid.size[0]), static_cast<int>(grid.size[1]),
                          static_cast<int>(grid.size[2]));
    voxels->SetSpacing(grid.spacingMm.data());
    voxels->AllocateScalars(VTK_FLOAT, 1);
    std::ranges::copy(image.voxels(), static_cast<float*>(voxels->GetScalarPointer()));
    m_parts->mapper->SetInputData(voxels);
    vtkNew<vtkMatrix4x4> place;
    for (int row = 0; row < 3; ++row) {
        const auto at = static_cast<std::size_t>(row);
        for (int axis = 0; axis < 3; ++axis) {
            place->SetElement(row, axis, grid.direction[at][static_cast<std::size_t>(axis)]);
        }
        place->SetElement(row, 3, grid.originMm[at]);
    }
    m_parts->volume->SetUserMatrix(place);
    const double finest = *std::ranges::min_element(grid.spacingMm);
    m_parts->mapper->SetSampleDistance(static_cast<float>(finest));
    // Opacities are those of a way of some voxels, so that the inside can be seen.
    m_parts->volume->GetProperty()->SetScalarOpacityUnitDistance(4 * finest);
}

void VolumeProp::setGreyWindow(const GreyWindow& window) {
    const double width = window.high - window.low;
    m_parts->colours->RemoveAllPoints();
    m_parts->colours->AddRGBPoint(window.low, 0.16, 0.13, 0.12);
    m_parts->colours->AddRGBPoint(window.low + width / 2, 0.68, 0.60, 0.55);
    m_parts->colours->AddRGBPoint(window.high, 1, 0.98, 0.95);
    m_parts->opacity->RemoveAllPoints();
    m_parts->opacity->AddPoint(window.low + 0.25 * width, 0);
    m_parts->opacity->AddPoint(window.low + 0.6 * width, 0.08);
    m_parts->opacity->AddPoint(window.high, 0.55);
}

void VolumeProp::setPixelsPerRay(double pixels) {
    m_parts->mapper->SetImageSampleDistance(static_cast<float>(pixels));
}

}  // namespace tandem
