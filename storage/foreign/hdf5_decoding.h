// Reads data sets of three axes with the HDF5 library.
//
// For one thread, as the library serves one at a time. Invariant: voxel (x, y, z) is element [x][y][z] of the data set,
// and all of them come from this very file.
#pragma once

#include "storage/foreign/voxel_room.h"
#include "storage/image/reader_messages.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

/// Of the first of the data sets that is there. Throws Error: NotFound, InvalidInput (no such data set, truncated,
/// voxels in another file), Unsupported (not 3D, not numbers).
[[nodiscard]] Hdf5Grid decodeHdf5Header(const std::filesystem::path& path, const std::vector<std::string>& datasets);

/// T is float or std::int32_t. What is odd about the voxels. Throws as decodeHdf5Header(), and InvalidInput for damage,
/// values that T cannot hold and chunks that are far larger than the volume.
template <class T>
std::vector<Finding> decodeHdf5Voxels(const std::filesystem::path& path, const std::string& dataset,
                                      const VoxelRoom<T>& room);

extern template std::vector<Finding> decodeHdf5Voxels(const std::filesystem::path&, const std::string&,
                                                      const VoxelRoom<float>&);
extern template std::vector<Finding> decodeHdf5Voxels(const std::filesystem::path&, const std::string&,
                                                      const VoxelRoom<std::int32_t>&);

/// False also for what is no HDF5 file.
[[nodiscard]] bool holdsHdf5Dataset(const std::filesystem::path& path, const std::string& dataset);

}  // namespace tandem
