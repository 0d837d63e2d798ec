// The volume that a closed surface encloses, by which tests judge surfaces.
#pragma once

#include "storage/mesh/surface_mesh.h"

namespace tandem {

/// Positive when the triangles look outwards.
inline double enclosedMl(const SurfaceMesh& mesh) {
    double mm3 = 0;
    for (const auto& [a, b, c] : mesh.triangles) {
        const auto& p = mesh.pointsMm[a];
        const auto& q = mesh.pointsMm[b];
        const auto& r = mesh.pointsMm[c];
        mm3 += (double(p[0]) * (double(q[1]) * r[2] - double(q[2]) * r[1]) -
                double(p[1]) * (double(q[0]) * r[2] - double(q[2]) * r[0]) +
                double(p[2]) * (double(q[0]) * r[1] - double(q[1]) * r[0])) /
               6;
    }
    return mm3 / 1000;
}

}  // namespace tandem
