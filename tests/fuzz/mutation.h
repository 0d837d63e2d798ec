// Changes good inputs a little, as damage and malice do.
//
// For one thread. Invariant: the same seed gives the same inputs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tandem {

class Mutation {
public:
    explicit Mutation(std::uint64_t seed) : m_random(seed) {}

    /// One of the seeds with a few changes, most of them near its beginning, where headers are.
    [[nodiscard]] std::string of(const std::vector<std::string>& seeds);

private:
    [[nodiscard]] std::size_t below(std::size_t bound);
    void change(std::string& bytes, std::size_t span);
    void putNumber(std::string& bytes, std::size_t at);
    void putDigits(std::string& bytes, std::size_t at);

    std::mt19937_64 m_random;
};

}  // namespace tandem
