// The headers of images that are written part by part: .nhdr and .mhd, whose voxels lie in a file of their own, and
// NRRD with packed voxels behind the header. Thread-safe.
//
// Invariant: numbers are written so that reading them gives the very same value.
#pragma once

#include "core/volume/geometry.h"
#include "storage/image/voxel_type.h"

#include <string>

namespace tandem {

enum class PairKind { Nhdr, Mhd };

/// For voxels as they are in memory. type: UInt8, Int32 or Float32. dataName: of the file beside the header.
[[nodiscard]] std::string pairHeader(PairKind kind, const Geometry& geometry, VoxelType type,
                                     const std::string& dataName);

/// Of a single file, in which the voxels follow in gzip's encoding. type: as above.
[[nodiscard]] std::string packedNrrdHeader(const Geometry& geometry, VoxelType type);

}  // namespace tandem
