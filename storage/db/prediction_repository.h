// The predictions of the runs. Used on its Project's thread.
//
// Invariant: one per run, case and checkpoint.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Connection;

/// A case that a run predicted.
struct PredictedCase {
    std::int64_t id = 0;
    std::string name;

    bool operator==(const PredictedCase&) const = default;
};

class PredictionRepository {
public:
    explicit PredictionRepository(Connection& connection) : m_connection(&connection) {}

    /// Adds it or replaces the one of the same run, case and checkpoint. The record with its id.
    PredictionRecord record(PredictionRecord prediction) const;
    /// In place of those there are. Throws Error (NotFound) when the prediction is gone.
    void setScores(std::int64_t id, const std::map<std::string, double>& scores) const;
    /// Sorted by case id, the newest first.
    [[nodiscard]] std::vector<PredictionRecord> list(std::int64_t runId) const;
    /// Of one case, the newest first.
    [[nodiscard]] std::vector<PredictionRecord> list(std::int64_t runId, std::int64_t caseId) const;
    /// Sorted by case id, each once; quick for ten thousand cases.
    [[nodiscard]] std::vector<PredictedCase> predictedCases(std::int64_t runId) const;
    [[nodiscard]] bool hasAny(std::int64_t runId) const;
    /// The newest of a run and case.
    [[nodiscard]] std::optional<PredictionRecord> find(std::int64_t runId, std::int64_t caseId) const;
    [[nodiscard]] std::optional<PredictionRecord> find(std::int64_t runId, std::int64_t caseId,
                                                       const std::string& checkpointHash) const;
    void remove(std::int64_t id) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
