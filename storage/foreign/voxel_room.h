// Where a decoded label goes: into memory that the caller chooses once it is known how much is needed.
//
// Plain values. Invariant: room is asked for once, after the header was checked and before anything large is allocated.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace tandem {

/// voxels: their number. workingBytes: what decoding needs beside them, as the header justifies. The span lives as long
/// as the decoding. Throws Error (OutOfMemory).
using VoxelRoom = std::function<std::span<std::int32_t>(std::int64_t voxels, std::uint64_t workingBytes)>;

}  // namespace tandem
