// The scores that may choose a checkpoint. Used on its Project's thread.
//
// Invariant, kept by the database itself: every score is of a case whose role in the run's split is validation.
#pragma once

#include "storage/db/run_record.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tandem {

class Connection;

class ValidationScoreRepository {
public:
    explicit ValidationScoreRepository(Connection& connection) : m_connection(&connection) {}

    /// All in one transaction, or none. Throws Error (Conflict) for a case that is not a validation case of the run.
    void add(std::span<const ValidationScore> scores) const;
    /// Sorted by iteration and case.
    [[nodiscard]] std::vector<ValidationScore> list(std::int64_t runId) const;
    /// Forgets scores after an iteration, before a run continues from an older checkpoint. Scores that chose the best
    /// checkpoint stay.
    void removeAfter(std::int64_t runId, std::int64_t iteration) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
