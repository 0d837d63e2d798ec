#include "core/reliability/bootstrap.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

namespace tandem {

std::optional<Spread> spreadOf(std::span<const std::optional<double>> ofCases) {
    constexpr std::size_t kDraws = 1000;
    constexpr std::size_t kTail = 25;  // of the draws beyond either end
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
    std::mt19937_64 random(20'240'103);
    std::vector<double> means(kDraws);
    for (double& mean : means) {
        for (std::size_t draw = 0; draw < values.size(); ++draw) {
            mean += values[random() % values.size()] / count;
        }
    }
    std::ranges::sort(means);
    return Spread{.value = std::accumulate(values.begin(), values.end(), 0.0) / count,
                  .low = means[kTail],
                  .high = means[kDraws - 1 - kTail],
                  .cases = static_cast<int>(values.size())};
}

}  // namespace tandem
