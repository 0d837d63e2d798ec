#include "core/phantom/anatomy.h"

#include "core/phantom/vector_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace tandem {
namespace {

// Lengths are fractions of the mean side of the field of view, directions LPS, chosen after left atria in
// late-enhancement MR: 40 to 60 mm wide, the upper and lower lung veins leaving sideways and backwards.
constexpr Vector3 kAtriumRadii{0.285, 0.245, 0.26};
constexpr std::array<Vector3, 4> kVesselDirections{
    {{0.85, 0.30, 0.48}, {0.80, 0.42, -0.50}, {-0.85, 0.28, 0.50}, {-0.80, 0.40, -0.48}}};
constexpr std::array<Vector3, 2> kChamberDirections{{{0.55, -0.70, -0.50}, {-0.66, -0.70, -0.10}}};
constexpr std::array<Vector3, 2> kLungPositions{{{0.62, 0.16, 0.05}, {-0.62, 0.16, 0.05}}};
constexpr Vector3 kLungRadii{0.26, 0.50, 0.70};
constexpr double kVesselRadius = 0.078;
constexpr double kOstiumWidth = 0.06;

/// value, varied by up to the given fraction of itself either way.
double varied(double value, double fraction, const PhantomSettings& settings, PortableRandom& random) {
    return value * (1 + fraction * settings.variation * random.uniform(-1, 1));
}

Vector3 varied(const Vector3& value, double amount, const PhantomSettings& settings, PortableRandom& random) {
    const Vector3 direction = random.direction();
    return sum(value, scaled(direction, amount * settings.variation * random.uniform()));
}

DeformedEllipsoid drawEllipsoid(const Vector3& centreMm, const Vector3& radiiMm, double deformation,
                                const PhantomSettings& settings, PortableRandom& random) {
    DeformedEllipsoid shape;
    shape.centreMm = centreMm;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        shape.radiiMm[axis] = varied(radiiMm[axis], 0.08, settings, random);
    }
    shape.ellipsoidFromPatient = rotation(varied({0, 0, 0}, 0.20, settings, random));
    for (int lobe = 0; lobe < 4; ++lobe) {
        const Vector3 axis = random.direction();
        const double second = deformation * random.uniform(-1, 1);
        const double third = deformation * random.uniform(-1, 1);
        shape.lobes.push_back({axis, second, third});
    }
    return shape;
}

/// Sets where the label's part of the vessel ends: stumpMm along the centre line after it leaves the atrium.
void cutStump(Vessel& vessel, const DeformedEllipsoid& atrium, double stumpMm) {
    constexpr double kStepMm = 0.1;
    double outsideMm = 0;
    for (std::size_t i = 0; i + 1 < vessel.tube.pointsMm.size(); ++i) {
        const Vector3 start = vessel.tube.pointsMm[i];
        const Vector3 along = difference(vessel.tube.pointsMm[i + 1], start);
        const double length = norm(along);
        const auto steps = static_cast<int>(length / kStepMm);
        for (int step = 0; step <= steps; ++step) {
            vessel.stumpEndMm = sum(start, scaled(along, step * kStepMm / length));
            vessel.stumpDirection = scaled(along, 1 / length);
            outsideMm += atrium.distanceMm(vessel.stumpEndMm) > 0 ? kStepMm : 0;
            if (outsideMm >= stumpMm) {
                return;
            }
        }
    }
}

Vessel drawVessel(const Anatomy& anatomy, const Vector3& mainDirection, const PhantomSettings& settings,
                  PortableRandom& random) {
    const double scale = anatomy.scaleMm;
    const Vector3 direction = normalised(varied(normalised(mainDirection), 0.22, settings, random));
    const Vector3 bent = normalised(varied(direction, 0.55, settings, random));
    const double radius = varied(kVesselRadius, 0.15, settings, random) * scale;
    const Vector3 start = sum(anatomy.atrium.centreMm, scaled(direction, 0.12 * scale));
    const Vector3 control = sum(anatomy.atrium.centreMm, scaled(direction, 0.42 * scale));
    Vessel vessel;
    vessel.tube = taperingTube(start, control, sum(control, scaled(bent, 0.40 * scale)), radius, 0.6 * radius);
    cutStump(vessel, anatomy.atrium, settings.stump * scale);
    return vessel;
}

DeformedEllipsoid drawChamber(const Anatomy& anatomy, const Vector3& mainDirection, const PhantomSettings& settings,
                              PortableRandom& random) {
    const double scale = anatomy.scaleMm;
    const Vector3 direction = normalised(varied(normalised(mainDirection), 0.25, settings, random));
    const double radius = varied(0.24, 0.12, settings, random) * scale;
    const Vector3 centre = sum(anatomy.atrium.centreMm, scaled(direction, 0.26 * scale + 0.95 * radius));
    return drawEllipsoid(centre, {radius, 0.85 * radius, 1.1 * radius}, 0.06, settings, random);
}

Tube drawPassingVessel(const Anatomy& anatomy, PortableRandom& random) {
    const double scale = anatomy.scaleMm;
    const Vector3 outwards = random.direction();
    const Vector3 along = normalised(cross(outwards, random.direction()));
    const Vector3 middle = sum(anatomy.atrium.centreMm, scaled(outwards, random.uniform(0.36, 0.44) * scale));
    const Vector3 control = sum(middle, scaled(outwards, random.uniform(-0.15, 0.15) * scale));
    const double radius = random.uniform(0.055, 0.085) * scale;
    return taperingTube(sum(middle, scaled(along, -0.6 * scale)), control, sum(middle, scaled(along, 0.6 * scale)),
                        radius, 0.75 * radius);
}

DeformedEllipsoid drawSphere(const Anatomy& anatomy, const PhantomSettings& settings, PortableRandom& random) {
    const double scale = anatomy.scaleMm;
    const double radius = random.uniform(0.06, 0.10) * scale;
    const Vector3 outwards = random.direction();
    const double away = random.uniform(0.36, 0.46) * scale;
    const Vector3 centre = sum(anatomy.atrium.centreMm, scaled(outwards, away));
    return drawEllipsoid(centre, {radius, radius, radius}, 0, settings, random);
}

Distractor drawDistractor(int number, const Anatomy& anatomy, const PhantomSettings& settings, PortableRandom& random) {
    Distractor distractor;
    if (number < static_cast<int>(kChamberDirections.size())) {
        const Vector3& direction = kChamberDirections[static_cast<std::size_t>(number)];
        distractor.shape = drawChamber(anatomy, direction, settings, random);
    } else if (number % 2 == 0) {
        distractor.shape = drawPassingVessel(anatomy, random);
    } else {
        distractor.shape = drawSphere(anatomy, settings, random);
    }
    distractor.brightness = 1 + settings.distractorContrast * random.uniform(-1, 1);
    return distractor;
}

}  // namespace

double Distractor::distanceMm(const Vector3& positionMm) const {
    return std::visit([&](const auto& one) { return one.distanceMm(positionMm); }, shape);
}

Anatomy::Distances Anatomy::distancesMm(const Vector3& positionMm) const {
    const double body = atrium.distanceMm(positionMm);
    Distances result{body, body};
    for (const Vessel& vessel : vessels) {
        const double tube = vessel.tube.distanceMm(positionMm);
        const double beyondEnd = dot(difference(positionMm, vessel.stumpEndMm), vessel.stumpDirection);
        result.blood = smoothUnion(result.blood, tube, kOstiumWidth * scaleMm);
        result.label = smoothUnion(result.label, std::max(tube, beyondEnd), kOstiumWidth * scaleMm);
    }
    return result;
}

double Anatomy::lungDistanceMm(const Vector3& positionMm) const {
    return std::min(lungs[0].distanceMm(positionMm), lungs[1].distanceMm(positionMm));
}

Anatomy drawAnatomy(const PhantomSettings& settings, const Vector3& centreMm, PortableRandom& random) {
    Anatomy anatomy;
    double volumeMm3 = 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        volumeMm3 *= static_cast<double>(settings.size[axis]) * settings.spacingMm[axis];
    }
    anatomy.scaleMm = cubeRoot(volumeMm3);
    const double scale = anatomy.scaleMm;
    const Vector3 position = varied(centreMm, 0.07 * scale, settings, random);
    const double sizeMm = varied(1, 0.10, settings, random) * scale;
    anatomy.atrium = drawEllipsoid(position, scaled(kAtriumRadii, sizeMm), 0.05 * settings.variation, settings, random);
    for (std::size_t i = 0; i < anatomy.vessels.size(); ++i) {
        anatomy.vessels[i] = drawVessel(anatomy, kVesselDirections[i], settings, random);
    }
    for (int number = 0; number < settings.distractors; ++number) {
        anatomy.distractors.push_back(drawDistractor(number, anatomy, settings, random));
    }
    for (std::size_t i = 0; i < anatomy.lungs.size(); ++i) {
        anatomy.lungs[i] = drawEllipsoid(sum(position, scaled(kLungPositions[i], scale)), scaled(kLungRadii, scale),
                                         0.05, settings, random);
    }
    return anatomy;
}

}  // namespace tandem
