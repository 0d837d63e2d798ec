// Orders cases by how far their predictions can be trusted, and measures whether such an order is right.
//
// For the thread of the Project. Invariant: the least reliable case, to be annotated next, comes first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct Weights;

struct RankedCase {
    std::int64_t caseId = 0;
    std::string caseName;
    double reliability = 0;
    double meanUncertainty = 0;  ///< nats
    double agreement = 0;        ///< Dice of the two decoders
};

/// Dice of one validation case beside its score.
struct ScoredCase {
    double reliability = 0;
    double dice = 0;
};

/// By the predictions of these weights. Throws Error (NotFound) when a case has none with all maps.
[[nodiscard]] std::vector<RankedCase> rankCases(const Project& project, std::int64_t runId, const Weights& weights,
                                                const std::vector<std::int64_t>& caseIds);

/// Spearman's: the correlation of ranks. Absent for fewer than three values or constant ones.
[[nodiscard]] std::optional<double> rankCorrelation(const std::vector<ScoredCase>& cases);

/// From 0; ties share their mean rank.
[[nodiscard]] std::vector<double> ranksOf(const std::vector<double>& values);

}  // namespace tandem
