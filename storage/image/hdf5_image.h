// Reads the field's HDF5 files: data sets "image" and "label", array axes x, y, z, the last varying fastest, without
// any geometry.
//
// The library runs in a process of its own (reader_call.h). Thread-safe. Invariant: voxel (x, y, z) of the volume is
// element [x][y][z] of the data set.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/image_reader.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// Of the first of the data sets that is there. Throws Error: NotFound, InvalidInput (no such data set, truncated,
/// voxels in another file), Unsupported (not 3D, not numbers).
[[nodiscard]] ImageHeader readHdf5Header(const std::filesystem::path& path, const std::vector<std::string>& datasets,
                                         const ReadOptions& options);

/// T is float or std::int32_t. Throws as readHdf5Header(), and as decode().
template <class T>
[[nodiscard]] ReadVolume<T> readHdf5(const std::filesystem::path& path, const std::string& dataset,
                                     const ReadOptions& options, const std::stop_token& stop);

extern template ReadVolume<float> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                           const std::stop_token&);
extern template ReadVolume<std::int32_t> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                                  const std::stop_token&);

/// False also for what is no HDF5 file.
[[nodiscard]] bool hasHdf5Dataset(const std::filesystem::path& path, const std::string& dataset);

}  // namespace tandem
