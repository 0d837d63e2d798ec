// Where results come from, as JSON: program, run, checkpoint, settings, versions, sources.
#pragma once

#include <string>
#include <vector>

namespace tandem {

class Engine;
class Project;
struct CaseRecord;
struct PredictionRecord;
struct RunRecord;

/// Versions of the program and its engine.
[[nodiscard]] std::string versionsJson(const Engine& engine);

/// The versions with the number of threads that compute on the CPU, on which the last digits depend; 0 for none.
[[nodiscard]] std::string versionsWithThreads(const std::string& versionsJson, int threads);

/// What a run is: method, settings, classes, versions, and its cases with roles and content hashes.
[[nodiscard]] std::string runConfigurationJson(const Project& project, const RunRecord& run,
                                               const std::vector<CaseRecord>& cases);

/// What a case's exported files are: the run, the checkpoint that made them, and the case's sources.
[[nodiscard]] std::string provenanceJson(const Project& project, const RunRecord& run,
                                         const PredictionRecord& prediction, const CaseRecord& record,
                                         const std::vector<std::string>& files);

}  // namespace tandem
