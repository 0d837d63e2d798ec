// What the page offers: the runs that have predictions, the checkpoints that made them, the cases of one checkpoint.
//
// Plain values; reading blocks and belongs into a job. Invariant: the cases belong to the run and checkpoint that are
// chosen, and these are among those offered; all is empty when nothing was predicted.
#pragma once

#include "storage/db/run_record.h"
#include "storage/export/export_choices.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct ExportListing {
    std::vector<RunRecord> runs;  ///< the newest first
    std::vector<PredictingCheckpoint> checkpoints;
    std::vector<ExportCandidate> cases;
    std::int64_t runId = 0;
    std::string checkpointHash;
    bool hasModel = false;  ///< some run has a checkpoint, predictions or not
};

/// The run and checkpoint asked for, or the newest run and its best checkpoint where there are no such.
[[nodiscard]] ExportListing readExportListing(const Project& project, std::int64_t runId,
                                              const std::string& checkpointHash, const std::stop_token& stop);

}  // namespace tandem
