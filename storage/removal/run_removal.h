// Takes a run, or its predictions alone, out of a project: rows and files.
//
// For the thread of the Project. Invariant: what a person made of predictions stays: labels accepted in review, with
// their reviews, and exports. Rows go before their files, so that nothing on record lacks its file; nothing outside of
// the project's folders of runs and predictions is ever deleted, whatever a project says.
#pragma once

#include <cstdint>
#include <vector>

namespace tandem {

class Project;

/// What a run takes.
struct RunFootprint {
    std::int64_t runId = 0;
    int checkpoints = 0;
    int predictions = 0;
    std::uint64_t predictionBytes = 0;
    std::uint64_t bytes = 0;  ///< of everything, predictions included

    bool operator==(const RunFootprint&) const = default;
};

/// caseIds: whose predictions count; empty for all. Throws Error (NotFound).
[[nodiscard]] RunFootprint footprintOf(const Project& project, std::int64_t runId,
                                       const std::vector<std::int64_t>& caseIds = {});

/// Throws Error (NotFound; Conflict while it trains, a label is being corrected that it predicted, or another run is
/// cropped around what it predicted; Io when files could not be deleted: the run is out of the project then).
void removeRun(const Project& project, std::int64_t runId);

/// Of these cases, or all when none is named, with every checkpoint. How many. Throws Error (NotFound when there are
/// none; Conflict when another run is cropped around them; Io as removeRun()).
int removePredictions(const Project& project, std::int64_t runId, const std::vector<std::int64_t>& caseIds = {});

}  // namespace tandem
