#include "storage/db/event_log.h"

#include "core/base/utc_time.h"
#include "storage/db/connection.h"

namespace tandem {

EventRecord EventLog::add(EventRecord event) const {
    if (event.time.empty()) {
        event.time = utcNow();
    }
    m_connection->run("INSERT INTO event (time, kind, sentence, detail, run_id, case_id) VALUES (?, ?, ?, ?, ?, ?)",
                      event.time, event.kind, event.sentence, event.detail, event.runId, event.caseId);
    event.id = m_connection->lastId();
    return event;
}

std::vector<EventRecord> EventLog::list(std::size_t most) const {
    std::vector<EventRecord> events;
    Query query = m_connection->query(
        "SELECT id, time, kind, sentence, detail, run_id, case_id FROM event ORDER BY id DESC LIMIT ?");
    query.with(most);
    while (query.next()) {
        events.push_back({query.integer(0), query.text(1), query.text(2), query.text(3), query.text(4),
                          query.maybeInteger(5), query.maybeInteger(6)});
    }
    return events;
}

}  // namespace tandem
