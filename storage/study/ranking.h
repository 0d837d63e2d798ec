// Orders cases by how far their predictions can be trusted, with the evidence from validation cases beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct RankedCase {
    std::int64_t caseId = 0;
    std::string caseName;
    double reliability = 0;
    double meanUncertainty = 0;  ///< nats
    double agreement = 0;        ///< Dice of the two decoders
};

struct Ranking {
    std::vector<RankedCase> cases;  ///< the least reliable, to be annotated next, first
    /// Spearman's correlation of reliability and Dice over the validation cases that were predicted; absent with fewer
    /// than three of them, or when either is the same for all.
    std::optional<double> evidence;
    int evidenceCases = 0;
    std::string verdict;  ///< a sentence on whether the order can be trusted
};

/// Dice of one validation case beside its score.
struct ScoredCase {
    double reliability = 0;
    double dice = 0;
};

/// Throws Error (NotFound) when a case has no prediction with all maps.
[[nodiscard]] Ranking rankCases(const Project& project, std::int64_t runId, const std::vector<std::int64_t>& caseIds,
                                const std::vector<ScoredCase>& validation);

/// Correlation of ranks, ties sharing their mean rank. Absent for fewer than three values or constant ones.
[[nodiscard]] std::optional<double> rankCorrelation(const std::vector<ScoredCase>& cases);

}  // namespace tandem
