#include "core/correction/slice_interpolation.h"

#include "core/base/error.h"
#include "core/correction/grid_slice.h"
#include "core/correction/shape_blend.h"
#include "core/correction/slice_pieces.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tandem {
namespace {

struct PaintedSlice {
    std::int64_t slice = 0;
    std::vector<SlicePiece> pieces;
};

class Interpolation {
public:
    Interpolation(const LabelVolume& label, std::uint8_t labelClass, std::size_t through, const std::stop_token& stop)
        : m_label(label),
          m_class(labelClass),
          m_through(through),
          m_axes(axesOfSlice(through)),
          m_spacingMm{label.geometry().spacingMm[m_axes[0]], label.geometry().spacingMm[m_axes[1]]},
          m_stop(stop) {}

    /// Appends the voxels of the slices between two, slice by slice.
    void fill(const PaintedSlice& from, const PaintedSlice& to, VoxelRuns& voxels) const {
        if (to.slice - from.slice < 2) {
            return;
        }
        std::vector<SliceMask> masks(static_cast<std::size_t>(to.slice - from.slice - 1), emptyMask());
        // One at a time: a blend holds two maps as large as the larger of its pieces, and there may be thousands.
        for (const PieceLink& link : linksBetween(from.pieces, to.pieces, m_spacingMm, m_stop)) {
            throwIfStopped(m_stop);
            const ShapeBlend blend(link.from ? &from.pieces[*link.from] : nullptr,
                                   link.to ? &to.pieces[*link.to] : nullptr, m_spacingMm);
            for (std::size_t at = 0; at < masks.size(); ++at) {
                blend.draw(static_cast<double>(at + 1) / static_cast<double>(to.slice - from.slice), masks[at]);
            }
        }
        for (std::size_t at = 0; at < masks.size(); ++at) {
            throwIfStopped(m_stop);
            const VoxelRuns joining = joiningIn(from.slice + 1 + static_cast<std::int64_t>(at), masks[at]);
            voxels.insert(voxels.end(), joining.begin(), joining.end());
        }
    }

private:
    [[nodiscard]] SliceMask emptyMask() const {
        const Index3& grid = m_label.geometry().size;
        SliceMask mask{.size = {grid[m_axes[0]], grid[m_axes[1]]}, .pixels = {}};
        mask.pixels.resize(static_cast<std::size_t>(mask.size[0] * mask.size[1]));
        return mask;
    }

    [[nodiscard]] VoxelRuns joiningIn(std::int64_t slice, const SliceMask& mask) const {
        const Index3& grid = m_label.geometry().size;
        return runsWhere(grid, *boxOfSlice(grid, m_through, slice), [&](std::int64_t at) {
            const Index3 voxel = voxelOf(grid, at);
            return mask.pixels[static_cast<std::size_t>(voxel[m_axes[0]] + mask.size[0] * voxel[m_axes[1]])] != 0 &&
                   m_label.voxels()[static_cast<std::size_t>(at)] != m_class;
        });
    }

    const LabelVolume& m_label;
    std::uint8_t m_class;
    std::size_t m_through;
    std::array<std::size_t, 2> m_axes;
    std::array<double, 2> m_spacingMm;
    std::stop_token m_stop;
};

}  // namespace

VoxelRuns interpolatedBetween(const LabelVolume& label, std::uint8_t labelClass, std::size_t through,
                              const std::set<std::int64_t>& painted, const std::stop_token& stop) {
    const Interpolation interpolation(label, labelClass, through, stop);
    VoxelRuns voxels;
    PaintedSlice last;
    std::size_t holding = 0;
    for (const std::int64_t slice : painted) {
        PaintedSlice next{slice, piecesOfSlice(label, labelClass, through, slice, stop)};
        if (next.pieces.empty()) {
            continue;
        }
        if (++holding > 1) {
            interpolation.fill(last, next, voxels);
        }
        last = std::move(next);
    }
    if (holding < 2) {
        throw Error(ErrorCode::InvalidInput,
                    "There is nothing to interpolate between: paint the class in two slices of this plane at least.");
    }
    // Slices across the rows of the grid share rows.
    std::ranges::sort(voxels, {}, &VoxelRun::first);
    return united(voxels, {}, label.geometry().size[0]);
}

}  // namespace tandem
