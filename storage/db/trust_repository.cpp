#include "storage/db/trust_repository.h"

#include "core/base/utc_time.h"
#include "storage/db/connection.h"

namespace tandem {

TrustRecord TrustRepository::record(TrustRecord trust) const {
    if (trust.createdAt.empty()) {
        trust.createdAt = utcNow();
    }
    m_connection->transaction([&] {
        m_connection->run("DELETE FROM trust WHERE run_id = ? AND checkpoint_hash = ? AND label = ?", trust.runId,
                          trust.checkpointHash, nameOf(trust.label));
        m_connection->run(
            "INSERT INTO trust (run_id, checkpoint_hash, label, document, file, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            trust.runId, trust.checkpointHash, nameOf(trust.label), trust.document, trust.file.string(),
            trust.createdAt);
        trust.id = m_connection->lastId();
        for (const TrustCase& one : trust.cases) {
            m_connection->run(
                "INSERT INTO trust_case (trust_id, case_id, prediction_id, label_hash) VALUES (?, ?, ?, ?)", trust.id,
                one.caseId, one.predictionId, one.labelHash);
        }
    });
    return trust;
}

std::optional<TrustRecord> TrustRepository::find(std::int64_t runId, const std::string& checkpointHash,
                                                 Decoder label) const {
    Query row = m_connection->query(
        "SELECT id, document, file, created_at FROM trust WHERE run_id = ? AND checkpoint_hash = ? AND label = ?");
    if (!row.with(runId, checkpointHash, nameOf(label)).next()) {
        return std::nullopt;
    }
    TrustRecord trust{.id = row.integer(0),
                      .runId = runId,
                      .checkpointHash = checkpointHash,
                      .label = label,
                      .document = row.text(1),
                      .file = row.text(2),
                      .createdAt = row.text(3)};
    Query cases = m_connection->query(
        "SELECT case_id, prediction_id, label_hash FROM trust_case WHERE trust_id = ? ORDER BY case_id");
    cases.with(trust.id);
    while (cases.next()) {
        trust.cases.push_back({cases.integer(0), cases.integer(1), cases.text(2)});
    }
    return trust;
}

}  // namespace tandem
