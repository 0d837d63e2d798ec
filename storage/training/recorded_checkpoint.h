// A checkpoint as the project has it on record: the file that is read is the one that was recorded.
//
// For the thread of the Project. Invariant: what is described here has the hash of its row.
#pragma once

#include "core/engine.h"
#include "storage/db/result_records.h"

#include <string>

namespace tandem {

class Project;
struct RunRecord;

/// Throws Error (NotFound; Corrupt when the file is damaged or another one; Conflict when the run has replaced it
/// meanwhile).
[[nodiscard]] CheckpointDescription describeRecorded(const Project& project, const Engine& engine,
                                                     const CheckpointRecord& checkpoint);

/// The same of a file that has been read: hash is its own.
void requireRecorded(const Project& project, const CheckpointRecord& checkpoint, const std::string& hash);

/// Where the file is not there. Throws Error (Conflict) when the run has replaced the checkpoint meanwhile.
void requireStillRecorded(const Project& project, const CheckpointRecord& checkpoint);

/// Before a run is continued: files whose row a crash kept from being written, and those that it kept from being
/// removed.
void removeUnrecordedCheckpoints(const Project& project, const RunRecord& run);

}  // namespace tandem
