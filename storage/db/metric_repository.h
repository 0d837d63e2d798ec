// The numbers that a run reports while it trains. Used on its Project's thread.
//
// Invariant: one value per run, name and iteration; a later one replaces it, as happens when a run is resumed.
#pragma once

#include "storage/db/run_record.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tandem {

class Connection;

class MetricRepository {
public:
    explicit MetricRepository(Connection& connection) : m_connection(&connection) {}

    /// In one transaction.
    void add(std::span<const MetricPoint> points) const;
    [[nodiscard]] std::vector<std::string> names(std::int64_t runId) const;
    /// Sorted by iteration; from is the first iteration wanted.
    [[nodiscard]] std::vector<MetricPoint> list(std::int64_t runId, const std::string& name,
                                                std::int64_t from = 0) const;
    /// Of any point, 0 without one; immediate.
    [[nodiscard]] std::int64_t lastIteration(std::int64_t runId) const;
    /// Forgets points after an iteration, before a run continues from an older checkpoint.
    void removeAfter(std::int64_t runId, std::int64_t iteration) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
