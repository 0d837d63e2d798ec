// A ball in a label map on a grid of a test's choice.
#pragma once

#include "core/volume/volume.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace tandem {

/// 1 within the radius around the centre, both in mm, LPS.
inline LabelVolume madeSphere(const Geometry& geometry, const Vector3& centreMm, double radiusMm) {
    std::vector<std::uint8_t> voxels;
    for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
        for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
            for (std::int64_t x = 0; x < geometry.size[0]; ++x) {
                const Vector3 at =
                    geometry.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
                const double distance = std::hypot(at[0] - centreMm[0], at[1] - centreMm[1], at[2] - centreMm[2]);
                voxels.push_back(distance <= radiusMm ? 1 : 0);
            }
        }
    }
    return {geometry, std::move(voxels)};
}

/// Turned about two axes, with spacings that differ, far from the origin.
inline Geometry obliqueGrid() {
    const double c = std::cos(0.4);
    const double s = std::sin(0.4);
    const double k = std::cos(-0.7);
    const double t = std::sin(-0.7);
    // Rz(0.4) * Rx(-0.7)
    return {.size = {44, 40, 30},
            .spacingMm = {1.0, 1.1, 1.5},
            .originMm = {-80, 35, 220},
            .direction = {{{c, -s * k, s * t}, {s, c * k, -c * t}, {0, t, k}}}};
}

}  // namespace tandem
