// Strokes that can be told by their number, so that whoever finds some of them knows which they must be.
#pragma once

#include "core/correction/correction.h"

#include <cstdint>

namespace tandem {

/// One action of many calls: every second voxel of twelve rows, and of the next twelve the next time; all over the grid
/// with one class, then with the other.
inline void strokeAt(Correction& correction, std::int64_t stroke) {
    const Index3& size = correction.label().geometry().size;
    const std::int64_t rows = size[1] * size[2];
    correction.begin(EditTool::Brush);
    for (std::int64_t call = 0; call < 12; ++call) {
        const std::int64_t row = (12 * stroke + call) % rows;
        VoxelRuns voxels;
        for (std::int64_t x = call % 2; x < size[0]; x += 2) {
            voxels.push_back({row * size[0] + x, 1});
        }
        correction.paint(voxels, static_cast<std::uint8_t>((12 * stroke / rows + 1) % 2));
    }
    correction.end();
}

}  // namespace tandem
