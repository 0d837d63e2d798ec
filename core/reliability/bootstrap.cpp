#include "core/reliability/bootstrap.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kDraws = 1000;
constexpr std::size_t kDrawsOfATail = 40;  // one of them lies beyond either end
constexpr std::uint64_t kSeed = 20'240'103;

}  // namespace

std::optional<Spread> spreadOf(std::span<const std::optional<double>> ofCases) {
    std::vector<double> values;
    for (const std::optional<double>& one : ofCases) {
        if (one) {
            values.push_back(*one);
        }
    }
    if (values.empty()) {
        return std::nullopt;
    }
    const auto count = static_cast<double>(values.size());
    std::mt19937_64 random(kSeed);
    std::vector<double> means(kDraws);
    for (double& mean : means) {
        for (std::size_t draw = 0; draw < values.size(); ++draw) {
            mean += values[random() % values.size()] / count;
        }
    }
    return spreadOf(std::accumulate(values.begin(), values.end(), 0.0) / count, std::move(means),
                    static_cast<int>(values.size()));
}

std::vector<std::vector<int>> caseDraws(std::size_t cases) {
    std::mt19937_64 random(kSeed);
    std::vector<std::vector<int>> draws(kDraws, std::vector<int>(cases));
    for (std::vector<int>& times : draws) {
        for (std::size_t draw = 0; draw < cases; ++draw) {
            ++times[random() % cases];
        }
    }
    return draws;
}

Spread spreadOf(double value, std::vector<double> ofDraws, int cases) {
    std::ranges::sort(ofDraws);
    const std::size_t tail = ofDraws.size() / kDrawsOfATail;
    return {.value = value, .low = ofDraws[tail], .high = ofDraws[ofDraws.size() - 1 - tail], .cases = cases};
}

}  // namespace tandem
