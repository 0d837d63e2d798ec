// The file config.json in a run's folder: what the run is, for whoever reads the folder without the project.
//
// For the thread of the Project. Invariant: it tells of every extension of the run since it was queued.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class Project;
struct CaseRecord;
struct RunRecord;
struct TrainingSettings;

/// Of a run that is queued. Throws Error (Io).
void writeRunConfiguration(const Project& project, const RunRecord& run, const std::vector<CaseRecord>& cases);

/// Brings settings, device and versions up to what the project tells of the run; without the file nothing is done.
/// Throws Error (NotFound for the run, Io).
void refreshRunConfiguration(const Project& project, std::int64_t runId);

/// The same, with a note that the run, which had done so many iterations, goes on with other settings.
void noteExtension(const Project& project, std::int64_t runId, std::int64_t doneIterations,
                   const TrainingSettings& before, const TrainingSettings& after);

/// The extensions that the file tells of, as a JSON array; "[]" for none.
[[nodiscard]] std::string extensionsJson(const Project& project, const RunRecord& run);

}  // namespace tandem
