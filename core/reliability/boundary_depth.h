// How far every voxel lies from the surface of a label's structures, slices at a time.
//
// For one thread. Distances are measured ahead, so slices are best asked for in order. Invariant: distances are exact
// up to kDepthMm, and kDepthMm beyond or without structures.
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
    /// measuredVoxels: at a time, with the slices around that matter, in about 20 bytes each; at least what is asked
    /// for.
    explicit BoundaryDepth(LabelVolume label, std::int64_t measuredVoxels = std::int64_t{1} << 24);

    /// Of whole slices along the third axis, mm, at most kDepthMm: between voxel centres, to the nearest voxel of a
    /// structure that touches another class, of which unknown is none. Throws Error (OutOfMemory).
    [[nodiscard]] std::vector<float> ofSlices(std::int64_t first, std::int64_t count);

private:
    /// Slices of m_box that are measured.
    struct Measured {
        std::int64_t first = 0;
        std::int64_t end = 0;
        std::vector<float> mm;

        [[nodiscard]] bool holds(std::int64_t from, std::int64_t to) const noexcept {
            return first <= from && to <= end;
        }
    };

    /// At least these, within m_box, and those behind them for which there is room.
    void measure(std::int64_t from, std::int64_t to);

    LabelVolume m_label;
    std::int64_t m_measuredVoxels;
    Index3 m_margin{};         ///< voxels in kDepthMm
    std::optional<Box> m_box;  ///< around all structures, with the margin; nothing without structures
    Measured m_measured;
};

}  // namespace tandem
