// Reads the field's HDF5 files: data sets "image" and "label", array axes x, y, z, the last varying fastest, without
// any geometry.
//
// Thread-safe; calls wait for each other, as the HDF5 library serves one thread at a time. Invariant: voxel (x, y, z)
// of the volume is element [x][y][z] of the data set.
#pragma once

#include "core/volume/volume.h"
#include "storage/image/image_reader.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace tandem {

/// Throws Error: NotFound, InvalidInput (no such data set, truncated), Unsupported (not 3D, not numbers).
[[nodiscard]] ImageHeader readHdf5Header(const std::filesystem::path& path, const std::string& dataset,
                                         const ReadOptions& options);

/// T is float or std::int32_t. Throws as readHdf5Header(), and as decode().
template <class T>
[[nodiscard]] Volume<T> readHdf5(const std::filesystem::path& path, const std::string& dataset,
                                 const ReadOptions& options, const std::stop_token& stop);

extern template Volume<float> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                       const std::stop_token&);
extern template Volume<std::int32_t> readHdf5(const std::filesystem::path&, const std::string&, const ReadOptions&,
                                              const std::stop_token&);

/// False also for what is no HDF5 file.
[[nodiscard]] bool hasHdf5Dataset(const std::filesystem::path& path, const std::string& dataset);

}  // namespace tandem
