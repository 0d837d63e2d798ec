// A smooth random function over the field of view, for bias fields and the texture of tissue.
//
// Thread-safe for reading. Invariant: its values lie in -1..1, and it is continuous with its first derivatives.
#pragma once

#include "core/phantom/portable_random.h"
#include "core/volume/geometry.h"

#include <vector>

namespace tandem {

class SmoothField {
public:
    /// points: of the lattice of random values along each axis, at least 2; more make a finer field.
    SmoothField(int points, PortableRandom& random);

    /// fraction: 0..1 along each axis of the field of view.
    [[nodiscard]] double at(const Vector3& fraction) const;

private:
    int m_points;
    std::vector<double> m_values;  // first axis fastest
};

}  // namespace tandem
