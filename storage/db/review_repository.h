// The reviews of predictions that stand; what was undone is only in the event log. Used on its Project's thread.
//
// Invariant: the reviews of a case are undone from the newest to the oldest.
#pragma once

#include "storage/db/review_record.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class Connection;

class ReviewRepository {
public:
    explicit ReviewRepository(Connection& connection) : m_connection(&connection) {}

    /// The record with its id and time. Throws Error (NotFound) for a case that is not there.
    ReviewRecord add(ReviewRecord review) const;
    /// Of all cases, sorted by id: the newest last.
    [[nodiscard]] std::vector<ReviewRecord> list() const;
    /// The newest of a case.
    [[nodiscard]] std::optional<ReviewRecord> newest(std::int64_t caseId) const;
    /// Throws Error (NotFound; Conflict when the case has a newer review).
    void remove(std::int64_t id) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
