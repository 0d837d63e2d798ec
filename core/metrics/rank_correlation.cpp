#include "core/metrics/rank_correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tandem {

std::vector<double> ranksOf(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t index) { return values[index]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) {
            ++last;
        }
        for (std::size_t position = first; position <= last; ++position) {
            ranks[order[position]] = 0.5 * static_cast<double>(first + last);
        }
        first = last + 1;
    }
    return ranks;
}

std::optional<double> rankCorrelation(std::span<const double> a, std::span<const double> b) {
    assert(a.size() == b.size());
    const std::vector<double> ranksA = ranksOf(a);
    const std::vector<double> ranksB = ranksOf(b);
    const double mean = 0.5 * (static_cast<double>(a.size()) - 1);
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (ranksA[i] - mean) * (ranksB[i] - mean);
        aa += (ranksA[i] - mean) * (ranksA[i] - mean);
        bb += (ranksB[i] - mean) * (ranksB[i] - mean);
    }
    return a.size() >= 3 && aa > 0 && bb > 0 ? std::optional(ab / std::sqrt(aa * bb)) : std::nullopt;
}

}  // namespace tandem
