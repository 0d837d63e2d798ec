// Random numbers that are the same on every platform.
//
// The C++ standard fixes what std::mt19937_64 gives, but not what its distributions make of it, nor the last bit of
// log and cos; so the mapping is written here with basic arithmetic and square roots alone, which IEEE 754 fixes.
// Not for two threads at once. Invariant: a seed determines every number that follows.
#pragma once

#include "core/volume/geometry.h"

#include <cstdint>
#include <random>

namespace tandem {

class PortableRandom {
public:
    explicit PortableRandom(std::uint64_t seed) : m_engine(seed) {}

    /// In [0,1).
    [[nodiscard]] double uniform();
    /// In [low,high).
    [[nodiscard]] double uniform(double low, double high);
    /// Mean 0, standard deviation 1, within -6..6: the sum of twelve uniform numbers less six.
    [[nodiscard]] double normal();
    /// A unit vector, all directions alike.
    [[nodiscard]] Vector3 direction();

private:
    std::mt19937_64 m_engine;
};

}  // namespace tandem
