// Reads data sets of three axes with the HDF5 library.
//
// For one thread, as the library serves one at a time. Invariant: elements [x][y][z] of the data set come in their
// order, and all of them from this very file.
#pragma once

#include "storage/foreign/stored_pieces.h"
#include "storage/image/reader_messages.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

/// Of the first of the data sets that is there. Throws Error: NotFound, InvalidInput (no such data set, truncated,
/// voxels in another file), Unsupported (not 3D, not numbers).
[[nodiscard]] Hdf5Grid decodeHdf5Header(const std::filesystem::path& path, const std::vector<std::string>& datasets);

/// Planes of the first axis, some at a time. Throws as decodeHdf5Header(), InvalidInput for damage and for chunks that
/// are far larger than the volume, and what the taker throws.
void decodeHdf5Voxels(const std::filesystem::path& path, const std::string& dataset, const PieceTaker& taker);

/// False also for what is no HDF5 file.
[[nodiscard]] bool holdsHdf5Dataset(const std::filesystem::path& path, const std::string& dataset);

}  // namespace tandem
