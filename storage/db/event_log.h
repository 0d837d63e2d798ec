// What happened in the project, in order. Used on its Project's thread.
//
// Invariant: events are added and read, never changed.
#pragma once

#include "storage/db/result_records.h"

#include <cstddef>
#include <vector>

namespace tandem {

class Connection;

class EventLog {
public:
    explicit EventLog(Connection& connection) : m_connection(&connection) {}

    /// The record with its id, and the time when it has none.
    EventRecord add(EventRecord event) const;
    /// The newest first.
    [[nodiscard]] std::vector<EventRecord> list(std::size_t most = 1000) const;

private:
    Connection* m_connection;
};

}  // namespace tandem
