// The regions of all cases that a run's predictions may label, in one list, and what corrections have resolved of them.
//
// For the thread of the Project; reads the maps of the cases, one case at a time, so it belongs into a job. What was
// read before is taken over where prediction and trust are still the same, so that the maps of a case are read once.
// Memory: some numbers for each box of all cases (core/reliability/candidate_regions.h). Invariant: no case appears
// that readReviewQueue() has not, nor one whose label a split uses, or that was accepted, corrected or excluded.
#pragma once

#include "core/base/progress.h"
#include "core/reliability/region_order.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// What is known of the correction of a case that waits.
struct ResolvedThere {
    std::uint64_t journalBytes = 0;  ///< that were read
    std::vector<Index3> centres;     ///< of the regions that it has resolved

    bool operator==(const ResolvedThere&) const = default;
};

struct RegionCase {
    std::int64_t caseId = 0;
    std::string name;
    std::int64_t predictionId = 0;
    std::size_t first = 0;  ///< of its candidates
    std::size_t count = 0;
    std::optional<ResolvedThere> correction;
};

struct RegionQueue {
    std::int64_t runId = 0;
    std::int64_t scoringId = 0;     ///< of the trust, as RunTrust has it
    std::string measuredAt;         ///< when trust was measured, as it is; empty where it was not, or is outdated
    int round = 0;                  ///< runs that the run goes on from, one after the other
    std::vector<RegionCase> cases;  ///< by predicted Dice, the least first
    std::shared_ptr<const std::vector<CandidateRegion>> candidates =
        std::make_shared<const std::vector<CandidateRegion>>();  ///< case after case
    int done = 0;                                                ///< candidates
    double openErrors = 0;                                       ///< that are expected in the others
    int toPredict = 0;                                           ///< cases without all maps by the present checkpoint

    [[nodiscard]] const RegionCase& caseOf(const CandidateRegion& candidate) const;
    /// How many of the candidate's regions are resolved; of one without any whether it was looked at as a whole.
    [[nodiscard]] int resolved(const CandidateRegion& candidate) const;
    [[nodiscard]] bool isDone(const CandidateRegion& candidate) const;
    /// By which the candidates are ordered: the noise of the run's round (scheduledBeta()).
    [[nodiscard]] RegionOrderSettings orderSettings(std::uint64_t seed) const;
};

/// before: of any run, or none. Throws Error (NotFound, Corrupt, Io, Cancelled). A correction that cannot be read
/// counts as one that has resolved nothing; who goes on with it is told.
[[nodiscard]] RegionQueue readRegionQueue(const Project& project, std::int64_t runId, const RegionQueue& before,
                                          const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
