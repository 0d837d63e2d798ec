// Volumes whose voxels tell where they are, for the tests of preparation.
#pragma once

#include "core/base/progress.h"
#include "core/maps/derived_maps.h"
#include "core/volume/volume.h"
#include "storage/preparation/prepare.h"
#include "storage/preparation/restore.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <stop_token>
#include <utility>
#include <vector>

namespace tandem {

[[nodiscard]] inline Geometry gridOf(const Index3& size, const Vector3& spacingMm = {1, 1, 1},
                                     const Vector3& originMm = {0, 0, 0}, const Matrix3& direction = kIdentity3) {
    return {.size = size, .spacingMm = spacingMm, .originMm = originMm, .direction = direction};
}

/// A rotation about the z axis, then about the x axis, in degrees.
[[nodiscard]] inline Matrix3 rotated(double aboutZ, double aboutX) {
    const double degree = std::acos(-1.0) / 180;
    const double c = std::cos(aboutZ * degree);
    const double s = std::sin(aboutZ * degree);
    const double d = std::cos(aboutX * degree);
    const double t = std::sin(aboutX * degree);
    return {{{c, -s, 0}, {d * s, d * c, -t}, {t * s, t * c, d}}};
}

/// valueAt(x, y, z) at every voxel index.
template <class T, class ValueAt>
[[nodiscard]] Volume<T> volumeOf(const Geometry& geometry, const ValueAt& valueAt) {
    std::vector<T> voxels;
    voxels.reserve(static_cast<std::size_t>(geometry.voxelCount()));
    for (std::int64_t z = 0; z < geometry.size[2]; ++z) {
        for (std::int64_t y = 0; y < geometry.size[1]; ++y) {
            for (std::int64_t x = 0; x < geometry.size[0]; ++x) {
                voxels.push_back(static_cast<T>(valueAt(x, y, z)));
            }
        }
    }
    return {geometry, std::move(voxels)};
}

/// A different value at every voxel, none of them 0.
[[nodiscard]] inline ImageVolume numbered(const Geometry& geometry) {
    return volumeOf<float>(geometry, [](auto x, auto y, auto z) { return 1 + x + 100 * y + 10000 * z; });
}

/// Every class of 0..4, with no symmetry.
[[nodiscard]] inline LabelVolume patterned(const Geometry& geometry) {
    return volumeOf<std::uint8_t>(geometry, [](auto x, auto y, auto z) { return (x * x + 3 * y + 7 * z * y) % 5; });
}

/// Linear in the patient's coordinates, so that linear interpolation gives it back anywhere.
[[nodiscard]] inline double slopeAt(const Vector3& positionMm) {
    return 3 + 0.5 * positionMm[0] - 0.25 * positionMm[1] + 2 * positionMm[2];
}

[[nodiscard]] inline ImageVolume sloped(const Geometry& geometry) {
    return volumeOf<float>(geometry, [&](auto x, auto y, auto z) {
        return slopeAt(geometry.positionMm({static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
    });
}

inline const Progress kSilent = [](double, std::string_view) {};

/// Nothing is done to the voxels unless a test says so.
[[nodiscard]] inline PreparationSettings plainSettings() {
    PreparationSettings settings;
    settings.normalisation = Normalisation::None;
    return settings;
}

[[nodiscard]] inline Prepared prepared(SourceCase source, const PreparationSettings& settings) {
    return prepare(source, settings, kSilent, std::stop_token());
}

/// One channel of what was prepared.
[[nodiscard]] inline ImageVolume channelOf(const Prepared& result, std::size_t channel = 0) {
    const auto voxels = static_cast<std::ptrdiff_t>(result.header.geometry.voxelCount());
    const auto first = result.image.begin() + static_cast<std::ptrdiff_t>(channel) * voxels;
    return {result.header.geometry, std::vector<float>(first, first + voxels)};
}

/// A prediction that is sure of the label, brought back: the argmax of its restored probabilities.
[[nodiscard]] inline LabelVolume sureLabelRestored(const LabelVolume& label, const PreparedHeader& header) {
    std::vector<ImageVolume> probabilities;
    for (std::uint8_t index = 0; index <= std::ranges::max(label.voxels()); ++index) {
        std::vector<float> one;
        std::ranges::transform(label.voxels(), std::back_inserter(one),
                               [index](std::uint8_t value) { return value == index ? 1.0F : 0.0F; });
        probabilities.emplace_back(label.geometry(), std::move(one));
    }
    return labelFromProbabilities(restoreProbabilities(probabilities, header, header.original));
}

template <class T>
[[nodiscard]] std::vector<T> valuesOf(const Volume<T>& volume) {
    return {volume.voxels().begin(), volume.voxels().end()};
}

}  // namespace tandem
