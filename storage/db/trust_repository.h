// How far the labels of runs can be trusted. Used on its Project's thread.
//
// Invariant, kept by the database itself: trust is fitted on validation cases of the run's split, and on no other.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tandem {

class Connection;

class TrustRepository {
public:
    explicit TrustRepository(Connection& connection) : m_connection(&connection) {}

    /// Adds it with its cases, or replaces the one of the same run, checkpoint and label. Throws Error (Conflict) for a
    /// case that is not a validation case of the run.
    TrustRecord record(TrustRecord trust) const;
    [[nodiscard]] std::optional<TrustRecord> find(std::int64_t runId, const std::string& checkpointHash,
                                                  Decoder label) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
