#include "core/phantom/shapes.h"

#include "core/phantom/vector_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tandem {
namespace {

constexpr int kTubeSegments = 12;

double legendre2(double x) {
    return 0.5 * (3 * x * x - 1);
}
double legendre3(double x) {
    return 0.5 * (5 * x * x * x - 3 * x);
}

}  // namespace

double DeformedEllipsoid::distanceMm(const Vector3& positionMm) const {
    const Vector3 own = product(ellipsoidFromPatient, difference(positionMm, centreMm));
    const Vector3 unit{own[0] / radiiMm[0], own[1] / radiiMm[1], own[2] / radiiMm[2]};
    const double fraction = norm(unit);
    if (fraction < 1e-6) {
        return -*std::ranges::min_element(radiiMm);
    }
    double surface = 1;
    const Vector3 towards = scaled(unit, 1 / fraction);
    for (const Lobe& lobe : lobes) {
        const double cosine = dot(towards, lobe.axis);
        surface += lobe.second * legendre2(cosine) + lobe.third * legendre3(cosine);
    }
    const Vector3 gradient{unit[0] / radiiMm[0], unit[1] / radiiMm[1], unit[2] / radiiMm[2]};
    return fraction * (fraction - surface) / norm(gradient);
}

double Tube::distanceMm(const Vector3& positionMm) const {
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i + 1 < pointsMm.size(); ++i) {
        const Vector3 along = difference(pointsMm[i + 1], pointsMm[i]);
        const Vector3 here = difference(positionMm, pointsMm[i]);
        const double t = std::clamp(dot(here, along) / dot(along, along), 0.0, 1.0);
        const double radius = radiiMm[i] + t * (radiiMm[i + 1] - radiiMm[i]);
        nearest = std::min(nearest, norm(difference(here, scaled(along, t))) - radius);
    }
    return nearest;
}

Tube taperingTube(const Vector3& startMm, const Vector3& controlMm, const Vector3& endMm, double startRadiusMm,
                  double endRadiusMm) {
    Tube tube;
    for (int i = 0; i <= kTubeSegments; ++i) {
        const double t = static_cast<double>(i) / kTubeSegments;
        const Vector3 ends = sum(scaled(startMm, (1 - t) * (1 - t)), scaled(endMm, t * t));
        tube.pointsMm.push_back(sum(ends, scaled(controlMm, 2 * t * (1 - t))));
        tube.radiiMm.push_back(startRadiusMm + t * (endRadiusMm - startRadiusMm));
    }
    return tube;
}

Matrix3 rotation(const Vector3& abc) {
    const double length = std::sqrt(1 + dot(abc, abc));
    const double w = 1 / length;
    const auto [x, y, z] = scaled(abc, 1 / length);
    return {{{1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)},
             {2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)},
             {2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)}}};
}

double smoothUnion(double distanceMm, double otherDistanceMm, double widthMm) {
    const double overlap = std::max(widthMm - std::abs(distanceMm - otherDistanceMm), 0.0) / widthMm;
    return std::min(distanceMm, otherDistanceMm) - overlap * overlap * widthMm / 4;
}

}  // namespace tandem
