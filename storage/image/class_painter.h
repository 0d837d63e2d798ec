// Paints classes into a label so that of several that claim a voxel one gets it, and tells which did.
//
// For one thread. Invariant: a voxel holds the highest rank that was painted there, whatever the order of painting.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace tandem {

/// Two ranks that claim a voxel, the lower first.
using RankPair = std::array<std::int32_t, 2>;

class ClassPainter {
public:
    /// Marks, beside its rank, a voxel that several ranks claim.
    static constexpr std::int32_t kShared = std::int32_t{1} << 30;

    /// voxels: 0 where nothing was painted.
    explicit ClassPainter(std::span<std::int32_t> voxels) : m_voxels(voxels) {}

    /// rank: from 1, and with the mark where it is known that others claim the voxel.
    void paint(std::size_t at, std::int32_t rank) {
        std::int32_t& voxel = m_voxels[at];
        const std::int32_t before = voxel & ~kShared;
        const std::int32_t now = rank & ~kShared;
        const bool isClaimed = before != 0 && before != now;
        voxel = std::max(before, now) | ((voxel | rank) & kShared) | (isClaimed ? kShared : 0);
        if (isClaimed) {
            note({std::min(before, now), std::max(before, now)});
        }
    }
    void note(const RankPair& pair) {
        if (pair != m_last) {  // neighbours mostly share it
            m_last = pair;
            m_pairs.insert(pair);
        }
    }

    [[nodiscard]] const std::set<RankPair>& pairs() const noexcept { return m_pairs; }

private:
    std::span<std::int32_t> m_voxels;
    std::set<RankPair> m_pairs;
    RankPair m_last{};
};

}  // namespace tandem
