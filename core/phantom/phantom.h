// Left-atrium-like test volumes made from a seed: a blob with four vessels among neighbours of the same brightness,
// under a bias field, noise and partial volume.
//
// Thread-safe. Invariant: the same settings and seed give the same voxels on every platform and in every version of the
// standard library.
#pragma once

#include "core/volume/volume.h"

#include <array>
#include <cstdint>

namespace tandem {

struct PhantomSettings {
    Index3 size{64, 64, 48};              ///< voxels, at least 24 along every axis
    Vector3 spacingMm{1.25, 1.25, 1.25};  ///< the field of view's longest side at most three times its shortest
    double noise = 0.10;               ///< typical standard deviation of the noise, in units of the blood's brightness
    double biasField = 0.30;           ///< greatest deviation of the coil's sensitivity from 1, either way
    double contrast = 0.40;            ///< blood minus tissue, in units of the blood's brightness
    double distractorContrast = 0.06;  ///< how far a neighbour's brightness may lie from the atrium's, likewise
    int distractors = 6;               ///< neighbours: two heart chambers, then vessels and spheres in turn
    double variation = 1.0;            ///< of pose, shape and brightness from case to case; 0 for none
    double wall = 0.028;  ///< of tissue around atrium and vessels, in units of the mean side of the field of view
    double stump = 0.12;  ///< how much of each vessel, from the atrium's surface, the label includes, likewise

    bool operator==(const PhantomSettings&) const = default;

    /// Throws Error (InvalidInput) naming the setting that cannot be used.
    void check() const;
};

struct PhantomCase {
    ImageVolume image;                     ///< arbitrary units, as in MR
    LabelVolume label;                     ///< 1 in the atrium and its vessels' stumps, else 0
    Vector3 centreMm{};                    ///< of the atrium, LPS
    std::array<Vector3, 4> stumpEndsMm{};  ///< on the vessels' centre lines, LPS: left superior, left inferior,
                                           ///< right superior, right inferior
};

/// Makes one case. Throws Error (InvalidInput) as PhantomSettings::check().
[[nodiscard]] PhantomCase generatePhantom(const PhantomSettings& settings, std::uint64_t seed);

}  // namespace tandem
