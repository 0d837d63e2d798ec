#include "storage/db/mark_repository.h"

#include "storage/db/connection.h"
#include "storage/db/metric_repository.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace tandem {
namespace {

/// FNV-1a, which is no hash for contents but tells states apart.
class Digest {
public:
    void add(std::string_view text) {
        for (const char letter : text) {
            addByte(static_cast<unsigned char>(letter));
        }
        addByte(0xff);  // in no UTF-8
    }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    void addByte(unsigned char byte) { m_value = (m_value ^ byte) * 0x100000001b3; }

    std::uint64_t m_value = 0xcbf29ce484222325;
};

/// Of the first column of the rows.
std::uint64_t digestOf(Connection& connection, std::initializer_list<const char*> statements) {
    Digest digest;
    for (const char* const sql : statements) {
        Query query = connection.query(sql);
        while (query.next()) {
            digest.add(query.text(0));
        }
    }
    return digest.value();
}

}  // namespace

std::int64_t MarkRepository::version() const {
    Query query = m_connection->query("PRAGMA data_version");
    return query.next() ? query.integer(0) : 0;
}

ProjectMarks MarkRepository::all() const {
    return {.cases = cases(),
            .labels = labels(),
            .splits = splits(),
            .runs = runs(),
            .predictions = predictions(),
            .scores = scores()};
}

std::uint64_t MarkRepository::cases() const {
    return digestOf(
        *m_connection,
        {"SELECT id || ' ' || state || ' ' || name || char(10) || patient || char(10) || label_values FROM study_case "
         "ORDER BY id",
         "SELECT case_id || ' ' || kind || ' ' || channel || ' ' || content_hash || ' ' || path || ' ' || "
         "relative_path FROM source_file "
         "ORDER BY case_id, kind, channel",
         "SELECT case_id || ' ' || tag FROM case_tag ORDER BY case_id, tag",
         "SELECT count(*) || ' ' || coalesce(max(id), 0) FROM review"});
}

std::uint64_t MarkRepository::labels() const {
    return digestOf(*m_connection,
                    {"SELECT class_index || ' ' || red || ' ' || green || ' ' || blue || ' ' || file_value || ' ' || "
                     "name FROM label_class ORDER BY class_index"});
}

std::uint64_t MarkRepository::splits() const {
    return digestOf(*m_connection, {"SELECT id || ' ' || locked || ' ' || name FROM split ORDER BY id",
                                    "SELECT split_id || ' ' || case_id || ' ' || role FROM split_assignment ORDER BY "
                                    "split_id, case_id"});
}

std::map<std::int64_t, RunMark> MarkRepository::runs() const {
    std::map<std::int64_t, RunMark> marks;
    Query query = m_connection->query(
        "SELECT id, status || ' ' || finished_at || ' ' || device || char(10) || name || char(10) || notes || "
        "char(10) || message || char(10) || settings, coalesce(trained_seconds, 0) FROM run");
    while (query.next()) {
        const std::int64_t id = query.integer(0);
        Digest record;
        record.add(query.text(1));
        Query checkpoints =
            m_connection->query("SELECT id || ' ' || content_hash FROM checkpoint WHERE run_id = ? ORDER BY id");
        checkpoints.with(id);
        while (checkpoints.next()) {
            record.add(checkpoints.text(0));
        }
        Digest progress;
        progress.add(query.text(2));
        progress.add(std::to_string(MetricRepository(*m_connection).lastIteration(id)));
        marks[id] = {.record = record.value(), .progress = progress.value()};
    }
    return marks;
}

std::map<std::int64_t, PredictionMark> MarkRepository::predictions() const {
    std::map<std::int64_t, PredictionMark> marks;
    Query predictions = m_connection->query("SELECT run_id, max(id), count(*) FROM prediction GROUP BY run_id");
    while (predictions.next()) {
        marks[predictions.integer(0)] = {.newest = predictions.integer(1), .count = predictions.integer(2)};
    }
    Query trust = m_connection->query("SELECT run_id, max(id) FROM trust GROUP BY run_id");
    while (trust.next()) {
        marks[trust.integer(0)].trust = trust.integer(1);
    }
    return marks;
}

std::uint64_t MarkRepository::scores() const {
    return digestOf(*m_connection, {"SELECT count(*) || ' ' || total(value) FROM prediction_score"});
}

std::vector<std::int64_t> MarkRepository::predictedSince(std::int64_t runId, std::int64_t predictionId) const {
    std::vector<std::int64_t> cases;
    Query query =
        m_connection->query("SELECT DISTINCT case_id FROM prediction WHERE run_id = ? AND id > ? ORDER BY case_id");
    query.with(runId, predictionId);
    while (query.next()) {
        cases.push_back(query.integer(0));
    }
    return cases;
}

}  // namespace tandem
