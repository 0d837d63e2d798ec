// What a run is, as JSON, and the file config.json in its folder, for whoever reads the folder without the project.
//
// For the thread of the Project. Invariant: the file tells of every extension of the run since it was queued.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tandem {

class Engine;
class Project;
struct CaseRecord;
struct ProposedValue;
struct RunRecord;
struct TrainingSettings;

/// What a project stored as JSON; where it is damaged, the text as it is.
[[nodiscard]] nlohmann::ordered_json storedJson(const std::string& text);

/// Versions of the program and its engine.
[[nodiscard]] std::string versionsJson(const Engine& engine);

/// The versions with the number of threads that compute on the CPU, on which the last digits depend; 0 for none.
[[nodiscard]] std::string versionsWithThreads(const std::string& versionsJson, int threads);

/// Method, settings, what was proposed for them, classes, versions, the runs that it goes on from, extensions, and what
/// is wrong with its split.
[[nodiscard]] nlohmann::ordered_json runJson(const Project& project, const RunRecord& run);

/// The same with the run's cases, their roles and content hashes.
[[nodiscard]] nlohmann::ordered_json runConfigurationJson(const Project& project, const RunRecord& run,
                                                          const std::vector<CaseRecord>& cases);

/// Of a run that is queued. proposal: what was proposed for its settings; none for a run by hand or by a preset. Throws
/// Error (Io).
void writeRunConfiguration(const Project& project, const RunRecord& run, const std::vector<CaseRecord>& cases,
                           const std::vector<ProposedValue>& proposal);

/// Brings settings, device and versions up to what the project tells of the run; without the file nothing is done.
/// Throws Error (NotFound for the run, Io).
void refreshRunConfiguration(const Project& project, std::int64_t runId);

/// The same, with a note that the run, which had done so many iterations, goes on with other settings.
void noteExtension(const Project& project, std::int64_t runId, std::int64_t doneIterations,
                   const TrainingSettings& before, const TrainingSettings& after);

}  // namespace tandem
