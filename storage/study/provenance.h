// Where results come from, as JSON: program, run, checkpoint, settings, versions, sources.
#pragma once

#include <string>
#include <vector>

namespace tandem {

class Engine;
class Project;
struct CaseRecord;
struct PredictedDice;
struct PredictionRecord;
struct RunRecord;
struct RunTrust;
struct Weights;

/// Versions of the program and its engine.
[[nodiscard]] std::string versionsJson(const Engine& engine);

/// The versions with the number of threads that compute on the CPU, on which the last digits depend; 0 for none.
[[nodiscard]] std::string versionsWithThreads(const std::string& versionsJson, int threads);

/// What a run is: method, settings, classes, versions, what is wrong with its split, and its cases with roles and
/// content hashes.
[[nodiscard]] std::string runConfigurationJson(const Project& project, const RunRecord& run,
                                               const std::vector<CaseRecord>& cases);

/// Which weights predicted, as keys of a larger object: checkpointKind, checkpointIteration and checkpointSha256; null
/// for what was not kept.
[[nodiscard]] std::string weightsJson(const Weights& weights);

/// By which trust: uncalibrated, or measured when, on which cases, with which coefficients, and how well it found
/// errors.
[[nodiscard]] std::string trustProvenanceJson(const RunTrust& trust);
/// value, and low and high where they are known.
[[nodiscard]] std::string predictedDiceJson(const PredictedDice& dice);

/// What a case's exported files are: the run, the checkpoint that made them, and the case's sources. The iterations
/// among the settings of the training are those that were asked for; the checkpoint says how many its weights had.
[[nodiscard]] std::string provenanceJson(const Project& project, const RunRecord& run,
                                         const PredictionRecord& prediction, const CaseRecord& record,
                                         const std::vector<std::string>& files);

}  // namespace tandem
