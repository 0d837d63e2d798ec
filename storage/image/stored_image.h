// What a file's header says: the image as the person sees it, and where and how its voxels are stored.
//
// Plain values. Invariant: made by the header readers, checked against the format's rules but not against the data.
#pragma once

#include "storage/image/image_reader.h"
#include "storage/image/voxel_type.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

enum class VoxelEncoding {
    Raw,
    Deflate,  ///< gzip or zlib
    Text      ///< decimal numbers between white space
};

struct StoredVoxels {
    std::filesystem::path file;
    VoxelEncoding encoding = VoxelEncoding::Raw;
    std::uint64_t offset = 0;               ///< bytes of the file as it is on disk, before unpacking
    std::optional<std::uint64_t> skip = 0;  ///< bytes after unpacking; nothing: the voxels are the last bytes
    VoxelType type = VoxelType::UInt8;
    bool isBigEndian = false;
    double slope = 1;      ///< the value is slope * stored + intercept
    double intercept = 0;  ///< in units of the value
};

/// Of a segmentation of 3D Slicer.
struct StoredSegment {
    std::string name;
    int layer = 0;  ///< among the numbers of a voxel
    std::int32_t value = 0;
};

struct StoredImage {
    ImageHeader header;
    StoredVoxels voxels;
    std::vector<StoredSegment> segments;
};

}  // namespace tandem
