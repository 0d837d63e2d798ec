// A checkpoint as the project has it on record: the file that is read is the one that was recorded.
//
// For the thread of the Project. Invariant: what is described here has the hash of its row.
#pragma once

#include "core/engine.h"
#include "storage/db/result_records.h"

#include <filesystem>
#include <functional>
#include <string>

namespace tandem {

class Project;
struct RunRecord;

/// Throws Error (NotFound; Corrupt when the file is damaged or another one; Conflict when the run has replaced it
/// meanwhile).
[[nodiscard]] CheckpointDescription describeRecorded(const Project& project, const Engine& engine,
                                                     const CheckpointRecord& checkpoint);

/// Whatever reads the file, and gives the hash of what it has read. Throws likewise, and what the reading throws.
void readRecorded(const Project& project, const CheckpointRecord& checkpoint,
                  const std::function<std::string(const std::filesystem::path& file)>& read);

/// The weights of the checkpoint as safetensors, as another run begins with them. Throws likewise; Error (Io).
void exportRecorded(const Project& project, const Engine& engine, const CheckpointRecord& checkpoint,
                    const std::filesystem::path& weights);

/// Before a run is continued: files whose row a crash kept from being written, and those that it kept from being
/// removed.
void removeUnrecordedCheckpoints(const Project& project, const RunRecord& run);

}  // namespace tandem
