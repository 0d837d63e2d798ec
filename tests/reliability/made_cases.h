// Cases that are made: a ball whose label is wrong at known places, with maps that point at the errors, or away, or
// nowhere.
#pragma once

#include "core/reliability/boundary_depth.h"
#include "core/reliability/case_voxels.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tandem::test {

/// Which way a map points.
enum class Pointing { AtErrors, Away, Nowhere };

struct CasePlan {
    int number = 1;  ///< also the seed
    Pointing entropy = Pointing::AtErrors;
    Pointing weight = Pointing::Away;
    double errorRate = 0.3;  ///< of the voxels in the shell around the ball's surface; elsewhere a hundredth of it
    std::int64_t side = 20;  ///< voxels
};

/// How doubtful, 0..1, a map says that a voxel is: overlapping for right and wrong voxels, as real maps are.
inline double madeDoubt(Pointing pointing, bool isWrong, std::mt19937& random) {
    const double chance = static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
    switch (pointing) {
        case Pointing::AtErrors:
            return isWrong ? std::sqrt(chance) : chance * chance * chance;
        case Pointing::Away:
            return isWrong ? chance * chance * chance : std::sqrt(chance);
        case Pointing::Nowhere:
            return 0.5;
    }
    return 0;
}

/// A ball in a cube, two classes, spacing 1.25 mm.
inline CaseVoxels madeCase(const CasePlan& plan) {
    std::mt19937 random(static_cast<unsigned>(plan.number));
    const auto side = plan.side;
    const Geometry grid{.size = {side, side, side}, .spacingMm = {1.25, 1.25, 1.25}};
    const auto voxels = static_cast<std::size_t>(grid.voxelCount());
    std::vector<std::uint8_t> reference(voxels), label(voxels), labelB(voxels), isNear(voxels);
    std::vector<float> p1A(voxels), p0A(voxels), p1B(voxels), p0B(voxels), s0(voxels), s1(voxels), weight(voxels);
    for (std::size_t at = 0; at < voxels; ++at) {
        const auto place = static_cast<std::int64_t>(at);
        const double x = static_cast<double>(place % side) - 0.5 * static_cast<double>(side - 1);
        const double y = static_cast<double>(place / side % side) - 0.5 * static_cast<double>(side - 1);
        const double z = static_cast<double>(place / side / side) - 0.5 * static_cast<double>(side - 1);
        const double fromSurface = std::sqrt(x * x + y * y + z * z) - 0.3 * static_cast<double>(side);
        reference[at] = fromSurface < 0 ? 1 : 0;
        isNear[at] = std::abs(fromSurface) * 1.25 <= 5 ? 1 : 0;
        const double chance = static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
        const bool isWrong = chance < (std::abs(fromSurface) < 2 ? plan.errorRate : plan.errorRate / 100);
        label[at] = isWrong ? 1 - reference[at] : reference[at];
        const auto p = static_cast<float>(1 - madeDoubt(plan.entropy, isWrong, random) / 2.001);
        (label[at] == 1 ? p1A : p0A)[at] = p;
        (label[at] == 1 ? p0A : p1A)[at] = 1 - p;
        p1B[at] = p1A[at];
        p0B[at] = p0A[at];
        labelB[at] = label[at];
        weight[at] = static_cast<float>(1 - madeDoubt(plan.weight, isWrong, random));
        s0[at] = s1[at] = 0.9F;
    }
    std::vector<float> depth;
    BoundaryDepth boundary(LabelVolume(grid, label));
    depth = boundary.ofSlices(0, side);
    VoxelDraw draw(plan.number, "case " + std::to_string(plan.number), 2);
    draw.add({.probabilityA = {p0A, p1A},
              .probabilityB = {p0B, p1B},
              .similarityA = {s0, s1},
              .similarityB = {s0, s1},
              .weightA = weight,
              .weightB = weight,
              .depthMm = depth,
              .label = label,
              .labelA = label,
              .labelB = labelB},
             reference, isNear);
    return draw.take();
}

inline std::vector<CaseVoxels> madeCases(int count, CasePlan plan = {}) {
    std::vector<CaseVoxels> cases;
    for (int number = 1; number <= count; ++number) {
        plan.number = number;
        cases.push_back(madeCase(plan));
    }
    return cases;
}

}  // namespace tandem::test
