// A slice of a case along a patient's plane, ready to be painted: grey voxels and the outlines of the label.
//
// Plain values, thread-safe. Invariant: the picture is as a radiologist sees it: the patient's left on the right, the
// head up, and in sagittal slices the front on the left.
#pragma once

#include "core/volume/volume.h"
#include "ui/picture/axial_slice.h"

#include <QImage>
#include <QLineF>
#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace tandem {

enum class PatientPlane { Axial, Coronal, Sagittal };
inline constexpr std::array<PatientPlane, 3> kPatientPlanes{PatientPlane::Axial, PatientPlane::Coronal,
                                                            PatientPlane::Sagittal};

/// How the axes of a grid lie in a plane's picture.
struct PlaneAxes {
    std::size_t right = 0;    ///< the voxel axis along the picture's width
    std::size_t down = 1;     ///< along its height
    std::size_t through = 2;  ///< from slice to slice
    bool isRightReversed = false;
    bool isDownReversed = false;

    [[nodiscard]] static PlaneAxes of(const Geometry& geometry, PatientPlane plane);
};

struct SlicePicture {
    QImage grey;  ///< a pixel per voxel
    double widthMm = 1;
    double heightMm = 1;
    std::map<int, std::vector<QLineF>> outlines;  ///< by class; in pixels of grey, along the edges of voxels
};

/// label may be empty; else it is on the image's grid. slice: inside of the volume.
[[nodiscard]] SlicePicture slicePicture(const ImageVolume& image, const LabelVolume& label, PatientPlane plane,
                                        std::int64_t slice, const GreyWindow& window);

/// The voxel at which most is to be seen: the slice of each axis with most foreground, or the middle without a label.
[[nodiscard]] Index3 telltaleVoxel(const Geometry& geometry, const LabelVolume& label);

}  // namespace tandem
