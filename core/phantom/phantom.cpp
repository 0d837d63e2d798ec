#include "core/phantom/phantom.h"

#include "core/base/error.h"
#include "core/phantom/anatomy.h"
#include "core/phantom/portable_random.h"
#include "core/phantom/smooth_field.h"
#include "core/phantom/vector_arithmetic.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace tandem {
namespace {

constexpr double kLungBrightness = 0.12;  // in units of the blood's, as all below
constexpr double kTissueTexture = 0.09;
constexpr double kBloodTexture = 0.025;
constexpr double kBloodUnits = 400;  // the image's unit, as arbitrary as a scanner's

/// The part of a voxel inside of a surface at the given signed distance from its centre, exact for a flat surface
/// across the voxel's mean width.
double coverage(double distanceMm, double widthMm) {
    return std::clamp(0.5 - distanceMm / widthMm, 0.0, 1.0);
}

double mixed(double outside, double inside, double part) {
    return outside + part * (inside - outside);
}

/// All that the brightness of a case depends on besides the noise.
struct Scene {
    Anatomy anatomy;
    SmoothField texture;
    SmoothField bias;
    double tissue = 0;
    double wallMm = 0;
    double widthMm = 0;

    /// Without bias and noise, in units of the blood's brightness.
    [[nodiscard]] double brightness(const Vector3& positionMm, double bloodDistanceMm, double texturing) const {
        double value = tissue + kTissueTexture * texturing;
        value = mixed(value, kLungBrightness, coverage(anatomy.lungDistanceMm(positionMm), widthMm));
        for (const Distractor& one : anatomy.distractors) {
            const double distance = std::max(one.distanceMm(positionMm), wallMm - bloodDistanceMm);
            value = mixed(value, one.brightness + kBloodTexture * texturing, coverage(distance, widthMm));
        }
        return mixed(value, 1 + kBloodTexture * texturing, coverage(bloodDistanceMm, widthMm));
    }
};

Geometry centredGeometry(const PhantomSettings& settings) {
    Geometry geometry{.size = settings.size, .spacingMm = settings.spacingMm};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.originMm[axis] = -0.5 * static_cast<double>(settings.size[axis] - 1) * settings.spacingMm[axis];
    }
    return geometry;
}

struct Place {
    Vector3 positionMm;
    Vector3 fraction;  ///< of the field of view
};

/// Written out rather than asked of Geometry, whose object file may use fused multiply-adds.
Place placeOf(const Geometry& geometry, const Index3& voxel) {
    Place place{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto index = static_cast<double>(voxel[axis]);
        place.positionMm[axis] = geometry.originMm[axis] + index * geometry.spacingMm[axis];
        place.fraction[axis] = (index + 0.5) / static_cast<double>(geometry.size[axis]);
    }
    return place;
}

/// The magnitude of a complex signal with Gaussian noise in both parts, as in MR.
double ricianMagnitude(double signal, double noise, PortableRandom& random) {
    const double real = signal + noise * random.normal();
    const double imaginary = noise * random.normal();
    return std::sqrt(real * real + imaginary * imaginary);
}

Scene drawScene(const PhantomSettings& settings, PortableRandom& random) {
    Scene scene{.anatomy = drawAnatomy(settings, {0, 0, 0}, random),
                .texture = SmoothField(7, random),
                .bias = SmoothField(3, random)};
    scene.tissue = 1 - settings.contrast * (1 + 0.25 * settings.variation * random.uniform(-1, 1));
    scene.wallMm = settings.wall * scene.anatomy.scaleMm;
    scene.widthMm = (settings.spacingMm[0] + settings.spacingMm[1] + settings.spacingMm[2]) / 3;
    return scene;
}

void require(bool holds, const std::string& sentence) {
    if (!holds) {
        throw Error(ErrorCode::InvalidInput, sentence);
    }
}

void requireWithin(const char* name, double value, double low, double high) {
    require(value >= low && value <= high, "The phantom's " + std::string(name) + " must lie between " +
                                               std::to_string(low) + " and " + std::to_string(high) + "; it is " +
                                               std::to_string(value) + ".");
}

}  // namespace

void PhantomSettings::check() const {
    double shortest = 1e300;
    double longest = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        require(size[axis] >= 24 && size[axis] <= 1024, "A phantom needs 24 to 1024 voxels along every axis; it has " +
                                                            std::to_string(size[axis]) + " along one.");
        requireWithin("spacing in mm", spacingMm[axis], 0.01, 100);
        const double sideMm = static_cast<double>(size[axis]) * spacingMm[axis];
        shortest = std::min(shortest, sideMm);
        longest = std::max(longest, sideMm);
    }
    require(longest <= 3 * shortest, "The phantom's longest side must be at most three times its shortest.");
    requireWithin("noise", noise, 0, 1);
    requireWithin("bias field", biasField, 0, 0.9);
    requireWithin("contrast", contrast, 0.05, 0.8);
    requireWithin("distractor contrast", distractorContrast, 0, 0.5);
    requireWithin("number of distractors", distractors, 0, 50);
    requireWithin("variation", variation, 0, 1.5);
    requireWithin("wall", wall, 0, 0.2);
    requireWithin("stump", stump, 0, 0.25);
}

PhantomCase generatePhantom(const PhantomSettings& settings, std::uint64_t seed) {
    settings.check();
    PortableRandom random(seed);
    const Geometry geometry = centredGeometry(settings);
    const Scene scene = drawScene(settings, random);
    const double bias = settings.biasField * (1 - 0.4 * settings.variation * random.uniform());
    const double noise = settings.noise * (1 + 0.35 * settings.variation * random.uniform(-1, 1));
    const double units = kBloodUnits * (1 + 0.4 * settings.variation * random.uniform(-1, 1));

    const auto count = static_cast<std::size_t>(geometry.voxelCount());
    std::vector<float> image(count);
    std::vector<std::uint8_t> label(count);
    std::size_t voxel = 0;
    for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
        for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
            for (std::int64_t x = 0; x < geometry.size[0]; ++x, ++voxel) {
                const Place place = placeOf(geometry, {x, y, z});
                const Anatomy::Distances distances = scene.anatomy.distancesMm(place.positionMm);
                label[voxel] = distances.label <= 0 ? 1 : 0;
                const double signal =
                    scene.brightness(place.positionMm, distances.blood, scene.texture.at(place.fraction)) *
                    (1 + bias * scene.bias.at(place.fraction));
                image[voxel] = static_cast<float>(units * ricianMagnitude(signal, noise, random));
            }
        }
    }

    PhantomCase result{.image = {geometry, std::move(image)}, .label = {geometry, std::move(label)}};
    result.centreMm = scene.anatomy.atrium.centreMm;
    for (std::size_t i = 0; i < result.stumpEndsMm.size(); ++i) {
        result.stumpEndsMm[i] = scene.anatomy.vessels[i].stumpEndMm;
    }
    return result;
}

}  // namespace tandem
