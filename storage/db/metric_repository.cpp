#include "storage/db/metric_repository.h"

#include "storage/db/connection.h"

namespace tandem {

// Walks from name to name along the primary key; DISTINCT would visit every point. A macro, as statements are literals
// that are put together by the compiler.
#define EACH_NAME                                                                                                \
    "WITH RECURSIVE each (name) AS ("                                                                            \
    "SELECT min(name) FROM metric_point WHERE run_id = ?1 UNION ALL "                                            \
    "SELECT (SELECT min(name) FROM metric_point WHERE run_id = ?1 AND metric_point.name > each.name) FROM each " \
    "WHERE each.name IS NOT NULL) "

void MetricRepository::add(std::span<const MetricPoint> points) const {
    m_connection->transaction([&] {
        Query insert = m_connection->query(
            "INSERT OR REPLACE INTO metric_point (run_id, name, iteration, value) VALUES (?, ?, ?, ?)");
        for (const MetricPoint& point : points) {
            insert.with(point.runId, point.name, point.iteration, point.value).run();
        }
    });
}

std::vector<std::string> MetricRepository::names(std::int64_t runId) const {
    std::vector<std::string> all;
    Query query = m_connection->query(EACH_NAME "SELECT name FROM each WHERE name IS NOT NULL");
    query.with(runId);
    while (query.next()) {
        all.push_back(query.text(0));
    }
    return all;
}

std::vector<MetricPoint> MetricRepository::list(std::int64_t runId, const std::string& name, std::int64_t from) const {
    std::vector<MetricPoint> points;
    Query query = m_connection->query(
        "SELECT iteration, value FROM metric_point WHERE run_id = ? AND name = ? AND iteration >= ? ORDER BY "
        "iteration");
    query.with(runId, name, from);
    while (query.next()) {
        points.push_back({runId, query.integer(0), name, query.real(1)});
    }
    return points;
}

std::int64_t MetricRepository::lastIteration(std::int64_t runId) const {
    Query query = m_connection->query(
        EACH_NAME
        "SELECT max((SELECT max(iteration) FROM metric_point WHERE run_id = ?1 AND metric_point.name = "
        "each.name)) FROM each WHERE name IS NOT NULL");
    return query.with(runId).next() ? query.maybeInteger(0).value_or(0) : 0;
}

void MetricRepository::removeAfter(std::int64_t runId, std::int64_t iteration) const {
    m_connection->run("DELETE FROM metric_point WHERE run_id = ? AND iteration > ?", runId, iteration);
}

}  // namespace tandem
