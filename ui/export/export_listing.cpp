#include "ui/export/export_listing.h"

#include "core/base/error.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/prediction_weights.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace tandem {

ExportListing readExportListing(const Project& project, std::int64_t runId, const std::string& checkpointHash,
                                const std::stop_token& stop) {
    ExportListing listing;
    std::map<std::int64_t, std::vector<PredictingCheckpoint>> byRun;
    for (const RunRecord& run : project.runs().list() | std::views::reverse) {
        throwIfStopped(stop);
        listing.hasModel = listing.hasModel || presentWeights(project, run.id).has_value();
        auto checkpoints = predictingCheckpoints(project, run.id);
        if (!checkpoints.empty()) {
            listing.runs.push_back(run);
            byRun[run.id] = std::move(checkpoints);
        }
    }
    if (listing.runs.empty()) {
        return listing;
    }
    listing.runId = byRun.contains(runId) ? runId : listing.runs.front().id;
    listing.checkpoints = byRun[listing.runId];
    const auto found = std::ranges::find(listing.checkpoints, checkpointHash, &PredictingCheckpoint::contentHash);
    listing.checkpointHash =
        found != listing.checkpoints.end() ? checkpointHash : listing.checkpoints.front().contentHash;
    listing.cases = exportCandidates(project, listing.runId, listing.checkpointHash);
    return listing;
}

}  // namespace tandem
