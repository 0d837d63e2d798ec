// The closed surface of one class of a label map, as triangles in the patient's coordinates.
//
// Plain values; the function is thread-safe. Invariant: triangles run anticlockwise as seen from outside, also on grids
// whose axes are left-handed; the corners of a triangle are points of the mesh.
#pragma once

#include "core/volume/volume.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <vector>

namespace tandem {

struct SurfaceMesh {
    std::vector<std::array<float, 3>> pointsMm;           ///< LPS
    std::vector<std::array<std::uint32_t, 3>> triangles;  ///< indices of points

    [[nodiscard]] bool isEmpty() const noexcept { return triangles.empty(); }
};

struct SurfaceSettings {
    int smoothingIterations = 20;  ///< of the windowed sinc filter; 0 for the steps of the voxels
    double passBand = 0.05;        ///< of the filter, 0..2; smaller is smoother
};

/// The surface of the voxels that hold the value: discrete flying edges, then a windowed sinc filter, which hardly
/// shrinks it. Closed also where the structure touches the border of the grid. Empty when no voxel has the value.
/// Throws Error (InvalidInput when the volume is empty, Cancelled).
[[nodiscard]] SurfaceMesh surfaceMeshOf(const LabelVolume& label, std::uint8_t value,
                                        const SurfaceSettings& settings = {}, const std::stop_token& stop = {});

/// Across a triangle of the mesh, outwards; as long as twice its area.
[[nodiscard]] std::array<float, 3> crossProduct(const SurfaceMesh& mesh, const std::array<std::uint32_t, 3>& triangle);
/// In the same direction; of one that has none, zeros.
[[nodiscard]] std::array<float, 3> ofLengthOne(const std::array<float, 3>& along);

}  // namespace tandem
