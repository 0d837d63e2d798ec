// How far every voxel lies from the surface of a label's structures, slices at a time.
//
// Thread-safe for reading. Invariant: distances are exact up to kDepthMm, and kDepthMm beyond or without structures.
#pragma once

#include "core/reliability/trust_signals.h"
#include "core/volume/box.h"
#include "core/volume/volume.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class BoundaryDepth {
public:
    explicit BoundaryDepth(LabelVolume label);

    /// Of whole slices along the third axis, mm, at most kDepthMm: between voxel centres, to the nearest voxel of a
    /// structure that touches another class. Throws Error (OutOfMemory).
    [[nodiscard]] std::vector<float> ofSlices(std::int64_t first, std::int64_t count) const;

private:
    LabelVolume m_label;
    Index3 m_margin{};         ///< voxels in kDepthMm
    std::optional<Box> m_box;  ///< around all structures, with the margin; nothing without structures
};

}  // namespace tandem
