// Random numbers that decide which patch is seen next, the same on every platform and for every number of threads.
//
// The C++ standard fixes what std::mt19937_64 gives but not what its distributions make of it, so the mapping to ranges
// is written here. Not for two threads at once. Invariant: a state determines every number that follows.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace tandem {

class RandomStream {
public:
    explicit RandomStream(std::uint64_t seed) : m_engine(seed) {}

    bool operator==(const RandomStream&) const = default;

    /// Every number of 0..bound-1 alike. bound: at least 1.
    [[nodiscard]] std::int64_t below(std::int64_t bound);

    /// The state as text of digits and spaces.
    [[nodiscard]] std::string state() const;
    /// Throws Error (Corrupt) when the text is not a state.
    [[nodiscard]] static RandomStream fromState(const std::string& state);

private:
    std::mt19937_64 m_engine;
};

}  // namespace tandem
