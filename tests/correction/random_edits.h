// What a person may do to a label, at random, and the same each time.
#pragma once

#include "core/correction/correction.h"
#include "core/volume/unknown_class.h"

#include <array>
#include <random>
#include <vector>

namespace tandem {

class RandomEdits {
public:
    static constexpr int kClasses = 3;

    explicit RandomEdits(const Geometry& grid, unsigned seed = 1) : m_grid(grid), m_random(seed) {}

    [[nodiscard]] LabelVolume label() {
        std::vector<std::uint8_t> voxels(static_cast<std::size_t>(m_grid.voxelCount()));
        for (std::uint8_t& voxel : voxels) {
            voxel = static_cast<std::uint8_t>(upTo(kClasses - 1));
        }
        return {m_grid, std::move(voxels)};
    }

    /// A stroke of a few overlapping boxes with holes, sometimes of several classes, or what another label has there.
    void stroke(Correction& correction) {
        const auto tool = static_cast<EditTool>(upTo(static_cast<int>(EditTool::Unknown)));
        std::optional<SliceOf> slice;
        if (upTo(2) > 0) {
            const auto through = static_cast<std::size_t>(upTo(2));
            slice = SliceOf{through, upTo(static_cast<int>(m_grid.size[through]) - 1)};
        }
        correction.begin(tool, slice);
        const LabelVolume other = label();
        for (int call = upTo(4); call >= 0; --call) {
            if (upTo(4) == 0) {
                correction.take(voxels(), other);
            } else {
                const int chosen = upTo(kClasses);
                correction.paint(voxels(), chosen == kClasses ? kUnknownClass : static_cast<std::uint8_t>(chosen));
            }
        }
    }

    void resolve(Correction& correction) {
        const auto answer = static_cast<RegionAnswer>(upTo(static_cast<int>(RegionAnswer::AsItIs)));
        correction.resolve({.centre = voxel(), .answer = answer, .voxels = upTo(50), .expectedErrors = 0.1 * upTo(90)},
                           answer == RegionAnswer::AsItIs ? VoxelRuns() : voxels(), label());
    }

    /// Any of what may happen.
    void step(Correction& correction) {
        switch (upTo(9)) {
            case 0:
            case 1:
                static_cast<void>(correction.undo());
                break;
            case 2:
                static_cast<void>(correction.redo());
                break;
            case 3:
                resolve(correction);
                break;
            case 4: {
                const auto axis = static_cast<std::size_t>(upTo(2));
                correction.markSlice(axis, upTo(static_cast<int>(m_grid.size[axis]) - 1), upTo(3) > 0);
                break;
            }
            case 5:
                correction.spend(0.1 * (1 + upTo(30)));
                break;
            default:
                stroke(correction);
                if (upTo(5) == 0) {
                    correction.cancel();
                }
                correction.end();
        }
    }

    [[nodiscard]] VoxelRuns voxels() {
        Box box;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            box.first[axis] = upTo(static_cast<int>(m_grid.size[axis]) - 1);
            box.size[axis] = 1 + upTo(static_cast<int>(m_grid.size[axis] - box.first[axis]) - 1);
        }
        return runsWhere(m_grid.size, box, [&](std::int64_t) { return upTo(5) > 0; });
    }

    /// Both ends included.
    [[nodiscard]] int upTo(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most + 1)); }

private:
    [[nodiscard]] Index3 voxel() {
        return {upTo(static_cast<int>(m_grid.size[0]) - 1), upTo(static_cast<int>(m_grid.size[1]) - 1),
                upTo(static_cast<int>(m_grid.size[2]) - 1)};
    }

    Geometry m_grid;
    std::mt19937 m_random;
};

/// All that can be asked of a correction, for comparisons.
struct CorrectionState {
    std::vector<std::uint8_t> voxels;
    std::array<std::set<std::int64_t>, 3> slices;
    std::array<std::set<std::int64_t>, 3> paintedSlices;
    std::vector<ResolvedRegion> regions;
    double seconds = 0;
    std::int64_t actions = 0;
    std::map<EditTool, std::int64_t> uses;
    std::map<std::pair<std::uint8_t, std::uint8_t>, std::int64_t> changed;
    bool canUndo = false;
    bool canRedo = false;

    explicit CorrectionState(const Correction& correction)
        : voxels(correction.label().voxels().begin(), correction.label().voxels().end()),
          slices(correction.slicesLookedAt()),
          paintedSlices{correction.paintedSlices(0), correction.paintedSlices(1), correction.paintedSlices(2)},
          regions(correction.resolvedRegions()),
          canUndo(correction.canUndo()),
          canRedo(correction.canRedo()) {
        const CorrectionTally tally = correction.tally();
        seconds = tally.seconds;
        actions = tally.actions;
        uses = tally.uses;
        changed = tally.changed;
    }

    bool operator==(const CorrectionState&) const = default;
};

}  // namespace tandem
