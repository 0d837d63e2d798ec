// Which runs of voxels hang together.
//
// Thread-safe. Invariant: pieces are numbered in the order of their first voxels.
#pragma once

#include "core/volume/voxel_runs.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace tandem {

enum class Neighbours {
    Faces,   ///< 6, and 4 among the voxels of one slice
    Corners  ///< 26, and 8 among the voxels of one slice
};

struct Pieces {
    std::vector<std::size_t> ofRun;  ///< the piece that each run belongs to
    std::size_t count = 0;
};

/// Throws Error (Cancelled).
[[nodiscard]] Pieces connectedPieces(const Index3& grid, const VoxelRuns& runs, Neighbours neighbours,
                                     const std::stop_token& stop);

}  // namespace tandem
