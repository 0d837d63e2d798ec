// Reads the pixels of a stack of DICOM planes with GDCM.
//
// Thread-safe after makeLibrariesReady(). Invariant: every plane is read whole, with its own rescale slope and
// intercept applied, and never inverted, as MONOCHROME1 concerns the display alone.
#pragma once

#include "core/study/finding.h"
#include "core/volume/geometry.h"
#include "storage/foreign/voxel_room.h"
#include "storage/image/dicom_slice.h"

#include <vector>

namespace tandem {

/// T is float or std::int32_t. One plane for each of the grid's, in order. What is odd about the voxels. Throws Error:
/// InvalidInput, Unsupported, and what the room throws.
template <class T>
std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>& planes, const Index3& size,
                                       const VoxelRoom<T>& room);

extern template std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>&, const Index3&,
                                                       const VoxelRoom<float>&);
extern template std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>&, const Index3&,
                                                       const VoxelRoom<std::int32_t>&);

}  // namespace tandem
