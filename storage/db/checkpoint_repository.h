// The checkpoints of the runs. Used on its Project's thread.
//
// Invariant, kept by the database itself: a best checkpoint has validation scores of its run and iteration, and none of
// a case with another role.
#pragma once

#include "storage/db/result_records.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class Connection;

class CheckpointRepository {
public:
    explicit CheckpointRepository(Connection& connection) : m_connection(&connection) {}

    /// Adds it or replaces the run's checkpoint of the same kind. For a best one the validation scores of its iteration
    /// must have been added before. Throws Error (Conflict) when they are not there.
    CheckpointRecord record(CheckpointRecord checkpoint) const;
    [[nodiscard]] std::vector<CheckpointRecord> list(std::int64_t runId) const;
    [[nodiscard]] std::optional<CheckpointRecord> find(std::int64_t runId, CheckpointKind kind) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
