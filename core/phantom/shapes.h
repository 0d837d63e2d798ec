// Shapes by their signed distance in mm: negative inside, positive outside. Plain values, thread-safe for reading.
//
// Invariant: distances are continuous and have the right sign; their size is right near the surface and approximate
// farther away.
#pragma once

#include "core/volume/geometry.h"

#include <vector>

namespace tandem {

/// An ellipsoid whose surface is pushed in and out by smooth lobes.
struct DeformedEllipsoid {
    /// Adds second * P2(cos) + third * P3(cos) of the angle to the axis, as a fraction of the radius (P: Legendre).
    struct Lobe {
        Vector3 axis;  ///< unit vector in the ellipsoid's own axes
        double second;
        double third;
    };

    Vector3 centreMm{};
    Vector3 radiiMm{1, 1, 1};                   ///< along the ellipsoid's own axes
    Matrix3 ellipsoidFromPatient = kIdentity3;  ///< rotation
    std::vector<Lobe> lobes;

    [[nodiscard]] double distanceMm(const Vector3& positionMm) const;
};

/// A curved tube of varying radius with round ends: balls swept along a line through points.
struct Tube {
    std::vector<Vector3> pointsMm;  ///< at least two
    std::vector<double> radiiMm;    ///< at each point

    [[nodiscard]] double distanceMm(const Vector3& positionMm) const;
};

/// A tube along the quadratic Bezier curve from start to end, tapering evenly.
[[nodiscard]] Tube taperingTube(const Vector3& startMm, const Vector3& controlMm, const Vector3& endMm,
                                double startRadiusMm, double endRadiusMm);

/// The rotation by which q = (1,a,b,c), normalised, turns vectors; small a, b, c turn by about twice their value.
[[nodiscard]] Matrix3 rotation(const Vector3& abc);

/// The distance to both shapes together, the crease between them filled over about widthMm.
/// Source: I. Quilez, "smooth minimum", the quadratic polynomial form.
[[nodiscard]] double smoothUnion(double distanceMm, double otherDistanceMm, double widthMm);

}  // namespace tandem
