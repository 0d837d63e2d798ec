// Where the voxels of a volume lie in the patient: size, spacing, origin and direction, in the LPS coordinates of ITK
// and DICOM (x to the patient's left, y to the back, z to the head; millimetres).
//
// A plain value. Invariant (see check()): sizes are positive, spacings positive and finite, direction orthonormal.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace tandem {

using Index3 = std::array<std::int64_t, 3>;
using Vector3 = std::array<double, 3>;
using Matrix3 = std::array<Vector3, 3>;  ///< rows

inline constexpr Matrix3 kIdentity3{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

struct Geometry {
    Index3 size{0, 0, 0};            ///< voxels along the first, second, third axis; the first varies fastest in memory
    Vector3 spacingMm{1, 1, 1};      ///< distance of voxel centres along each axis
    Vector3 originMm{0, 0, 0};       ///< LPS position of the centre of voxel (0,0,0)
    Matrix3 direction = kIdentity3;  ///< column a is the LPS unit vector along which axis a runs

    bool operator==(const Geometry&) const = default;

    [[nodiscard]] std::int64_t voxelCount() const noexcept { return size[0] * size[1] * size[2]; }
    [[nodiscard]] double voxelVolumeMm3() const noexcept { return spacingMm[0] * spacingMm[1] * spacingMm[2]; }

    /// LPS position, mm, of a (continuous) voxel index.
    [[nodiscard]] Vector3 positionMm(const Vector3& index) const noexcept;
    /// Continuous voxel index of an LPS position in mm.
    [[nodiscard]] Vector3 indexOf(const Vector3& positionMm) const noexcept;
    /// Three letters of {L,R,P,A,S,I}: the anatomical direction towards which each axis mainly runs, e.g. "LPS". One of
    /// each opposite pair, whatever the direction.
    [[nodiscard]] std::string orientation() const;
    /// Throws Error (InvalidInput) when the invariant does not hold.
    void check() const;
};

/// How far two geometries may differ and still be taken for the same grid.
struct GeometryTolerance {
    double spacingFraction = 1e-3;   ///< of the spacing
    double positionFraction = 0.05;  ///< of the smallest spacing, at every corner of the grid
};

/// A sentence on how b differs from a, or nothing when they are the same grid within the tolerance.
[[nodiscard]] std::optional<std::string> differenceOf(const Geometry& a, const Geometry& b,
                                                      const GeometryTolerance& tolerance = {});

}  // namespace tandem
