// What a phantom shows, before it is sampled: the atrium with its vessels, and the neighbours that look like it.
//
// A plain value, thread-safe for reading. Invariant: every vessel starts inside of the atrium.
#pragma once

#include "core/phantom/phantom.h"
#include "core/phantom/portable_random.h"
#include "core/phantom/shapes.h"

#include <array>
#include <variant>
#include <vector>

namespace tandem {

struct Vessel {
    Tube tube;
    Vector3 stumpEndMm{};      ///< on the centre line
    Vector3 stumpDirection{};  ///< unit vector along the centre line there, away from the atrium
};

struct Distractor {
    std::variant<DeformedEllipsoid, Tube> shape;
    double brightness = 1;  ///< in units of the blood's

    [[nodiscard]] double distanceMm(const Vector3& positionMm) const;
};

struct Anatomy {
    DeformedEllipsoid atrium;
    std::array<Vessel, 4> vessels;  ///< left superior, left inferior, right superior, right inferior
    std::vector<Distractor> distractors;
    std::array<DeformedEllipsoid, 2> lungs;
    double scaleMm = 1;  ///< mean side of the field of view; every length is a multiple of it

    /// Signed distances in mm at one position.
    struct Distances {
        double label;  ///< atrium and stumps
        double blood;  ///< atrium and whole vessels
    };
    [[nodiscard]] Distances distancesMm(const Vector3& positionMm) const;
    [[nodiscard]] double lungDistanceMm(const Vector3& positionMm) const;
};

/// Draws an anatomy around centreMm, the middle of the field of view.
[[nodiscard]] Anatomy drawAnatomy(const PhantomSettings& settings, const Vector3& centreMm, PortableRandom& random);

}  // namespace tandem
