// Reads segments of a DICOM segmentation (SEG) as a label on the grid of its frames.
//
// Thread-safe after makeLibrariesReady(). Invariant: every frame of a wanted segment is on a slice of the grid.
#pragma once

#include "storage/foreign/voxel_room.h"
#include "storage/image/class_painter.h"
#include "storage/image/reader_messages.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {

/// The ranks that overlap. Throws Error (InvalidInput, Unsupported), and what the room throws.
[[nodiscard]] std::vector<RankPair> decodeSegments(const std::filesystem::path& file, const StructureOrder& order,
                                                   const VoxelRoom& room);

}  // namespace tandem
