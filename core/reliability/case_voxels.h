// Voxels drawn from one case whose reference label is known: what trust is fitted on and judged by.
//
// Wrong voxels, right ones that could be doubted, and right ones far from all doubt are drawn apart, each at most so
// many, and each voxel says how many it stands for; a small case is taken whole. The draw depends on the place of a
// voxel alone, so it is the same at every repetition. Voxels whose class the reference does not know are passed over.
// For one thread.
// Invariant: the weights of the drawn voxels add up to the known voxels of the case, about.
#pragma once

#include "core/reliability/trust_signals.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tandem {

struct CaseVoxels {
    std::int64_t caseId = 0;
    std::string caseName;
    std::int64_t voxels = 0;  ///< of the case, as far as their class is known
    double meanDice = 0;      ///< of the label, over the structures; 1 for one that is in neither label
    // Of every drawn voxel:
    SignalColumns signals;
    std::vector<std::uint8_t> label;  ///< that is judged
    std::vector<std::uint8_t> labelA;
    std::vector<std::uint8_t> labelB;
    std::vector<std::uint8_t> reference;
    std::vector<std::uint8_t> isNearBoundary;         ///< within 5 mm of the surface of a reference structure
    std::vector<float> weight;                        ///< voxels for which it stands
    std::vector<std::vector<float>> meanProbability;  ///< by class, then by voxel

    [[nodiscard]] std::size_t size() const noexcept { return label.size(); }
    [[nodiscard]] bool isWrong(std::size_t at) const { return label[at] != reference[at]; }
};

/// Draws while a case passes by, slab by slab.
class VoxelDraw {
public:
    /// mostOfAKind: at least half as many are drawn of each of the three kinds where there are so many.
    VoxelDraw(std::int64_t caseId, std::string caseName, int classes, std::size_t mostOfAKind = kMostOfAKind);

    /// maps: of the next voxels of the case. reference, isNearBoundary: of the same voxels.
    void add(const VoxelMaps& maps, std::span<const std::uint8_t> reference,
             std::span<const std::uint8_t> isNearBoundary);
    [[nodiscard]] CaseVoxels take();

    static constexpr std::size_t kMostOfAKind = 200'000;

private:
    static constexpr std::size_t kKinds = 3;
    struct Kind {
        std::uint64_t limit = ~std::uint64_t{0};  ///< a voxel is drawn when the hash of its place is not above
        std::int64_t seen = 0;
        std::size_t drawn = 0;
    };

    /// Draws half as many of a kind.
    void thin(std::size_t kind);

    void count(std::uint8_t label, std::uint8_t reference);
    [[nodiscard]] double meanDice() const;

    struct Counts {
        std::int64_t both = 0;
        std::int64_t either = 0;  ///< in the label and in the reference, added
    };

    CaseVoxels m_case;
    std::uint64_t m_passed = 0;    ///< voxels, unknown ones among them
    std::vector<Counts> m_counts;  ///< by class
    std::size_t m_mostOfAKind;
    std::array<Kind, kKinds> m_kinds;
    std::vector<std::uint64_t> m_hash;  ///< of every drawn voxel
    std::vector<std::uint8_t> m_kind;
};

}  // namespace tandem
