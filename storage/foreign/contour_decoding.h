// Draws structures of a DICOM structure set (RTSTRUCT) as a label on the slices of a series.
//
// Thread-safe after makeLibrariesReady(). Invariant: either all closed contours of the wanted structures are drawn,
// each on the nearest slice, or none is, and it is told how many could not.
#pragma once

#include "storage/foreign/voxel_room.h"
#include "storage/image/class_painter.h"
#include "storage/image/reader_messages.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

/// The ranks that overlap. Throws Error (InvalidInput), and what the room throws.
[[nodiscard]] std::vector<RankPair> decodeContours(const std::filesystem::path& file, const StructureOrder& order,
                                                   const VoxelRoom& room);

}  // namespace tandem
