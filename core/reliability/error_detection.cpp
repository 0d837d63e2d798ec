#include "core/reliability/error_detection.h"

#include "core/metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace tandem {
namespace {

constexpr std::size_t kBins = 15;

/// The least doubted first.
std::vector<Tie> tiesOf(std::span<const float> doubt, std::span<const std::uint8_t> isWrong,
                        std::span<const float> weight) {
    std::vector<std::uint32_t> order(doubt.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(
        order, [&](std::uint32_t a, std::uint32_t b) { return doubt[a] != doubt[b] ? doubt[a] < doubt[b] : a < b; });
    std::vector<Tie> ties;
    for (const std::uint32_t at : order) {
        const auto here = static_cast<double>(doubt[at]);
        if (ties.empty() || ties.back().uncertainty != here) {
            ties.push_back({.uncertainty = here});
        }
        ties.back().weight += static_cast<double>(weight[at]);
        ties.back().wrong += isWrong[at] != 0 ? static_cast<double>(weight[at]) : 0;
    }
    return ties;
}

struct Total {
    double weight = 0;
    double wrong = 0;
};

Total totalOf(const std::vector<Tie>& ties) {
    Total total;
    for (const Tie& tie : ties) {
        total.weight += tie.weight;
        total.wrong += tie.wrong;
    }
    return total;
}

Ranking rankingOf(const std::vector<Tie>& ties, const Total& total) {
    TieRanking ranking(total.weight, Coverage::Weights);
    for (const Tie& tie : ties) {
        ranking.add(tie);
    }
    return ranking.ranking();
}

std::optional<double> auprOf(const std::vector<Tie>& ties, const Total& total) {
    if (total.wrong <= 0) {
        return std::nullopt;
    }
    double area = 0;
    Total taken;
    for (auto tie = ties.rbegin(); tie != ties.rend(); ++tie) {
        taken.weight += tie->weight;
        taken.wrong += tie->wrong;
        area += tie->wrong / total.wrong * (taken.wrong / taken.weight);
    }
    return area;
}

double leastAurc(double errorRate) {
    return errorRate < 1 ? errorRate + (1 - errorRate) * std::log1p(-errorRate) : 1;
}

/// bins: sums of weight, doubt and wrong.
struct Bin {
    double weight = 0;
    double doubt = 0;
    double wrong = 0;
};

double calibrationError(const std::vector<Bin>& bins, double weight) {
    double error = 0;
    for (const Bin& bin : bins) {
        error += std::abs(bin.doubt - bin.wrong) / weight;
    }
    return error;
}

void add(Bin& bin, const Tie& tie, double part) {
    bin.weight += part * tie.weight;
    bin.doubt += part * tie.weight * tie.uncertainty;
    bin.wrong += part * tie.wrong;
}

double eceOf(const std::vector<Tie>& ties, double weight) {
    std::vector<Bin> bins(kBins);
    for (const Tie& tie : ties) {
        const double place = std::clamp(tie.uncertainty * kBins, 0.0, static_cast<double>(kBins - 1));
        add(bins[static_cast<std::size_t>(place)], tie, 1);
    }
    return calibrationError(bins, weight);
}

double adaptiveEceOf(const std::vector<Tie>& ties, double weight) {
    std::vector<Bin> bins(1);
    const double ofABin = weight / kBins;
    for (const Tie& tie : ties) {
        double left = tie.weight;
        while (left > 0) {
            if (bins.back().weight >= ofABin * (1 - 1e-12) && bins.size() < kBins) {
                bins.emplace_back();
            }
            const double room = bins.size() < kBins ? std::max(ofABin - bins.back().weight, 1e-12 * weight) : left;
            const double taken = std::min(left, room);
            add(bins.back(), tie, taken / tie.weight);
            left -= taken;
        }
    }
    return calibrationError(bins, weight);
}

}  // namespace

ErrorDetection measureDetection(std::span<const float> doubt, std::span<const std::uint8_t> isWrong,
                                std::span<const float> weight) {
    const std::vector<Tie> ties = tiesOf(doubt, isWrong, weight);
    const Total total = totalOf(ties);
    const Ranking ranking = rankingOf(ties, total);
    ErrorDetection detection{.errorRate = total.wrong / total.weight};
    detection.auroc = ranking.errorDetectionAuroc;
    detection.aupr = auprOf(ties, total);
    detection.aurc = ranking.riskCoverageArea;
    detection.excessAurc = detection.aurc - leastAurc(detection.errorRate);
    detection.ece = eceOf(ties, total.weight);
    detection.adaptiveEce = adaptiveEceOf(ties, total.weight);
    return detection;
}

std::vector<RiskCoveragePoint> riskCoverageOf(std::span<const float> doubt, std::span<const std::uint8_t> isWrong,
                                              std::span<const float> weight) {
    const std::vector<Tie> ties = tiesOf(doubt, isWrong, weight);
    return rankingOf(ties, totalOf(ties)).riskCoverage;
}

}  // namespace tandem
