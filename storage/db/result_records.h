// What runs leave behind: checkpoints, predictions, exported artifacts and the log of events. Plain values.
//
// Invariant: paths of files that the project owns are relative to its folder; times are ISO 8601 in UTC, filled in by
// the repositories when empty.
#pragma once

#include "core/engine.h"
#include "core/maps/map_name.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tandem {

/// One of each kind per run: recording another replaces it.
struct CheckpointRecord {
    std::int64_t id = 0;
    std::int64_t runId = 0;
    CheckpointKind kind = CheckpointKind::Last;
    std::filesystem::path file;  ///< relative
    std::string contentHash;
    std::int64_t iteration = 0;
    std::optional<double> validationDice;  ///< a best checkpoint must have one, from validation scores of its iteration
    std::string createdAt;

    bool operator==(const CheckpointRecord&) const = default;
};

/// One per run, case and checkpoint: recording another replaces it.
struct PredictionRecord {
    std::int64_t id = 0;
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    std::string checkpointHash;
    std::optional<CheckpointKind> checkpointKind;     ///< as which it was chosen; absent when it was not kept
    std::optional<std::int64_t> checkpointIteration;  ///< of the weights; absent when it was not kept
    KeptMaps maps = KeptMaps::Label;
    std::string settingsJson;              ///< PredictionSettings
    std::filesystem::path folder;          ///< relative
    std::map<MapName, std::string> files;  ///< their names in the folder
    std::map<std::string, double> scores;  ///< of the case: storage/reliability/trust_scores.h
    std::string createdAt;

    bool operator==(const PredictionRecord&) const = default;
};

/// A case that trust was fitted on or judged by: a validation case of the run's split.
struct TrustCase {
    std::int64_t caseId = 0;
    std::int64_t predictionId = 0;
    std::string labelHash;  ///< of the reference's file

    bool operator==(const TrustCase&) const = default;
};

/// How far the labels of a run's checkpoint can be trusted. One per run, checkpoint and label: recording another
/// replaces it.
struct TrustRecord {
    std::int64_t id = 0;
    std::int64_t runId = 0;
    std::string checkpointHash;
    Decoder label = Decoder::A;
    std::string document;        ///< core/reliability/trust_json.h
    std::filesystem::path file;  ///< relative; the same document beside the checkpoint
    std::vector<TrustCase> cases;
    std::string createdAt;

    bool operator==(const TrustRecord&) const = default;
};

/// A file that was made for use outside, with where it came from.
struct ArtifactRecord {
    std::int64_t id = 0;
    std::optional<std::int64_t> runId;
    std::optional<std::int64_t> caseId;
    std::string kind;            ///< "export", "metrics-csv", "metrics-json", "picture", "weights", ...
    std::filesystem::path file;  ///< absolute, or relative to the project's folder
    std::string contentHash;
    std::string provenanceJson;
    std::string createdAt;

    bool operator==(const ArtifactRecord&) const = default;
};

struct EventRecord {
    std::int64_t id = 0;
    std::string time;
    std::string kind;  ///< "import", "split", "train", ...
    std::string sentence;
    std::string detail;
    std::optional<std::int64_t> runId;
    std::optional<std::int64_t> caseId;

    bool operator==(const EventRecord&) const = default;
};

}  // namespace tandem
