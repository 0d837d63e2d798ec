// Whether an order of cases by predicted Dice can be trusted: a rule, stated here, and its verdict in figures.
//
// Plain values and pure functions. Invariant: the same evidence gives the same verdict, here and everywhere.
//
// The evidence is the validation cases that were predicted with all maps, each judged by the others. The rule:
// - the order is right when Spearman's correlation of predicted and true Dice is at least kLeastCorrelation;
// - it is no accident when a random order would do as well with a chance below kMostChance. Of four cases only the
//   perfect order passes (1 of 24), and of three none does (1 of 6), so fewer than four are too few;
// - trust shows where errors are when a wrong voxel near the boundary (in the whole volume where a case has none) is
// less
//   trusted than a right one with a chance (AUROC) of at least kLeastAuroc, which Hosmer and Lemeshow call acceptable
//   discrimination.
// The cases chose the best checkpoint, so the evidence flatters a little.
#pragma once

#include "core/reliability/trust_evidence.h"

#include <optional>
#include <string>
#include <vector>

namespace tandem {

/// Of a validation case.
struct ScoredCase {
    double predicted = 0;  ///< Dice
    double dice = 0;
};

enum class Trust {
    TooFewCases,  ///< nothing can be said
    Trusted,      ///< all of the rule holds
    Unsure,       ///< points the right way, but may be an accident
    NotTrusted    ///< the order or the maps fail
};

struct TrustVerdict {
    static constexpr int kLeastCases = kLeastTrustCases;
    static constexpr double kLeastCorrelation = 0.5;
    static constexpr double kMostChance = 0.05;
    static constexpr double kLeastAuroc = 0.7;

    Trust trust = Trust::TooFewCases;
    int cases = 0;
    std::optional<double> correlation;  ///< absent for fewer than three cases, or when either is the same for all
    std::optional<double> chance;       ///< that a random order correlates as much; absent without correlation
    std::optional<double> auroc;        ///< absent when no voxel is wrong, or none right

    /// Whether the order by predicted Dice agrees with the order by Dice.
    [[nodiscard]] bool ordersCases() const noexcept { return correlation && *correlation >= kLeastCorrelation; }
    /// Whether what is not trusted is where errors are. True when there is no error to be found.
    [[nodiscard]] bool findsErrors() const noexcept { return !auroc || *auroc >= kLeastAuroc; }
};

/// auroc: the mean over the cases.
[[nodiscard]] TrustVerdict judgeRanking(const std::vector<ScoredCase>& cases, const std::optional<double>& auroc);

/// The part of all orders whose correlation is at least that of the cases: all orders of up to eight cases are tried,
/// and of more 100,000 that are drawn with a fixed seed. Absent as rankCorrelation().
[[nodiscard]] std::optional<double> chanceOfCorrelation(const std::vector<ScoredCase>& cases);

/// Of the cases of the evidence.
[[nodiscard]] TrustVerdict verdictOn(const TrustEvidence& evidence);

/// For a terminal or a report, in English.
[[nodiscard]] std::string sentenceOf(const TrustVerdict& verdict);

}  // namespace tandem
