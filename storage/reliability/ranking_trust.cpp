#include "storage/reliability/ranking_trust.h"

#include "core/metrics/rank_correlation.h"

#include <algorithm>
#include <cstdint>
#include <format>
#include <numeric>
#include <random>

namespace tandem {
namespace {

constexpr double kRounding = 1e-9;
constexpr std::size_t kMostExact = 8;
constexpr int kDraws = 100'000;
constexpr std::uint64_t kSeed = 20'240'111;

std::vector<double> predictedOf(const std::vector<ScoredCase>& cases) {
    std::vector<double> predicted(cases.size());
    std::ranges::transform(cases, predicted.begin(), &ScoredCase::predicted);
    return predicted;
}

std::vector<double> diceOf(const std::vector<ScoredCase>& cases) {
    std::vector<double> dice(cases.size());
    std::ranges::transform(cases, dice.begin(), &ScoredCase::dice);
    return dice;
}

std::optional<double> correlationOf(const std::vector<ScoredCase>& cases) {
    return rankCorrelation(predictedOf(cases), diceOf(cases));
}

/// Spearman's correlation is the one of ranks, and only the sum of their products depends on the order.
class Orders {
public:
    explicit Orders(const std::vector<ScoredCase>& cases) {
        m_predicted = ranksOf(predictedOf(cases));
        m_dice = ranksOf(diceOf(cases));
        m_observed = products();
    }

    [[nodiscard]] double exactChance() {
        std::vector<std::size_t> order(m_dice.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::vector<double> dice = m_dice;
        std::int64_t orders = 0, asGood = 0;
        do {
            for (std::size_t i = 0; i < order.size(); ++i) {
                m_dice[i] = dice[order[i]];
            }
            ++orders;
            asGood += isAsGood() ? 1 : 0;
        } while (std::ranges::next_permutation(order).found);
        return static_cast<double>(asGood) / static_cast<double>(orders);
    }

    [[nodiscard]] double drawnChance() {
        std::mt19937_64 random(kSeed);
        std::int64_t asGood = 1;  // the observed order is one of them
        for (int draw = 1; draw < kDraws; ++draw) {
            for (std::size_t last = m_dice.size() - 1; last > 0; --last) {
                std::swap(m_dice[last], m_dice[random() % (last + 1)]);
            }
            asGood += isAsGood() ? 1 : 0;
        }
        return static_cast<double>(asGood) / kDraws;
    }

private:
    [[nodiscard]] double products() const {
        return std::inner_product(m_predicted.begin(), m_predicted.end(), m_dice.begin(), 0.0);
    }
    [[nodiscard]] bool isAsGood() const { return products() >= m_observed - kRounding; }

    std::vector<double> m_predicted;
    std::vector<double> m_dice;
    double m_observed = 0;
};

std::string figuresOf(const TrustVerdict& verdict) {
    std::string figures =
        std::format("rank correlation of predicted and true Dice {:.2f} on {} cases, as good by chance {:.1f} %",
                    *verdict.correlation, verdict.cases, 100 * *verdict.chance);
    if (verdict.auroc) {
        figures += std::format(", AUROC of trust for errors {:.2f}", *verdict.auroc);
    }
    return figures;
}

}  // namespace

std::optional<double> chanceOfCorrelation(const std::vector<ScoredCase>& cases) {
    if (!correlationOf(cases)) {
        return std::nullopt;
    }
    Orders orders(cases);
    return cases.size() <= kMostExact ? orders.exactChance() : orders.drawnChance();
}

TrustVerdict judgeRanking(const std::vector<ScoredCase>& cases, const std::optional<double>& auroc) {
    TrustVerdict verdict{.cases = static_cast<int>(cases.size()),
                         .correlation = correlationOf(cases),
                         .chance = chanceOfCorrelation(cases),
                         .auroc = auroc};
    if (verdict.cases < TrustVerdict::kLeastCases || !verdict.correlation) {
        verdict.trust = Trust::TooFewCases;
    } else if (!verdict.ordersCases() || !verdict.findsErrors()) {
        verdict.trust = Trust::NotTrusted;
    } else {
        verdict.trust = *verdict.chance < TrustVerdict::kMostChance ? Trust::Trusted : Trust::Unsure;
    }
    return verdict;
}

TrustVerdict verdictOn(const TrustEvidence& evidence) {
    std::vector<ScoredCase> cases;
    double auroc = 0;
    int aurocs = 0;
    for (const CaseEvidence& one : evidence.cases) {
        cases.push_back({one.expected, one.dice});
        const std::optional<double>& ofCase = one.aurocNear ? one.aurocNear : one.auroc;
        auroc += ofCase.value_or(0);
        aurocs += ofCase ? 1 : 0;
    }
    return judgeRanking(cases, aurocs > 0 ? std::optional(auroc / aurocs) : std::nullopt);
}

std::string sentenceOf(const TrustVerdict& verdict) {
    switch (verdict.trust) {
        case Trust::TooFewCases:
            return std::format(
                "Whether this order can be trusted is not known: {} cases with labels are predicted with all maps, and "
                "{} with different scores are needed.",
                verdict.cases, TrustVerdict::kLeastCases);
        case Trust::Trusted:
            return "The order can be trusted here: " + figuresOf(verdict) + ".";
        case Trust::Unsure:
            return "The order points the right way, but more cases with labels are needed to be sure: " +
                   figuresOf(verdict) + ".";
        case Trust::NotTrusted:
            return "The order cannot be trusted here: " + figuresOf(verdict) + ".";
    }
    return {};
}

}  // namespace tandem
