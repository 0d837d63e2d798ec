#include "storage/db/artifact_repository.h"

#include "core/base/utc_time.h"
#include "storage/db/connection.h"

#include <utility>

namespace tandem {

ArtifactRecord ArtifactRepository::record(ArtifactRecord artifact) const {
    if (artifact.createdAt.empty()) {
        artifact.createdAt = utcNow();
    }
    m_connection->transaction([&] {
        m_connection->run("DELETE FROM artifact WHERE file = ?", artifact.file.string());
        m_connection->run(
            "INSERT INTO artifact (run_id, case_id, kind, file, content_hash, provenance, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            artifact.runId, artifact.caseId, artifact.kind, artifact.file.string(), artifact.contentHash,
            artifact.provenanceJson, artifact.createdAt);
        artifact.id = m_connection->lastId();
    });
    return artifact;
}

std::vector<ArtifactRecord> ArtifactRepository::list() const {
    Query query = m_connection->query(
        "SELECT id, run_id, case_id, kind, file, content_hash, provenance, created_at FROM artifact ORDER BY id");
    std::vector<ArtifactRecord> all;
    while (query.next()) {
        all.push_back({.id = query.integer(0),
                       .runId = query.maybeInteger(1),
                       .caseId = query.maybeInteger(2),
                       .kind = query.text(3),
                       .file = query.text(4),
                       .contentHash = query.text(5),
                       .provenanceJson = query.text(6),
                       .createdAt = query.text(7)});
    }
    return all;
}

void ArtifactRepository::keepOrigin(const std::string& contentHash, const std::string& origin) const {
    m_connection->run("INSERT OR REPLACE INTO known_weights (content_hash, origin) VALUES (?, ?)", contentHash, origin);
}

std::optional<std::string> ArtifactRepository::originOf(const std::string& contentHash) const {
    Query query = m_connection->query("SELECT origin FROM known_weights WHERE content_hash = ?");
    query.with(contentHash);
    return query.next() ? std::optional(query.text(0)) : std::nullopt;
}

}  // namespace tandem
