#include "storage/db/checkpoint_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/connection.h"

#include <string>

namespace tandem {
namespace {

CheckpointRecord checkpointOf(const Query& row) {
    return {.id = row.integer(0),
            .runId = row.integer(1),
            .kind = choiceNamed<CheckpointKind>(row.text(2)).value_or(CheckpointKind::Last),
            .file = row.text(3),
            .contentHash = row.text(4),
            .iteration = row.integer(5),
            .validationDice = row.maybeReal(6),
            .createdAt = row.text(7)};
}

void refuseUnknownRun(Connection& connection, std::int64_t runId) {
    Query run = connection.query("SELECT 1 FROM run WHERE id = ?");
    if (!run.with(runId).next()) {
        throw Error(ErrorCode::NotFound, "The project has no run " + std::to_string(runId) + " for the checkpoint.");
    }
}

}  // namespace

CheckpointRecord CheckpointRepository::record(CheckpointRecord checkpoint) const {
    if (checkpoint.createdAt.empty()) {
        checkpoint.createdAt = utcNow();
    }
    m_connection->transaction([&] {
        refuseUnknownRun(*m_connection, checkpoint.runId);
        m_connection->run("DELETE FROM checkpoint WHERE run_id = ? AND kind = ?", checkpoint.runId,
                          nameOf(checkpoint.kind));
        m_connection->run(
            "INSERT INTO checkpoint (run_id, kind, file, content_hash, iteration, validation_dice, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            checkpoint.runId, nameOf(checkpoint.kind), checkpoint.file.string(), checkpoint.contentHash,
            checkpoint.iteration, checkpoint.validationDice, checkpoint.createdAt);
        checkpoint.id = m_connection->lastId();
    });
    return checkpoint;
}

std::vector<CheckpointRecord> CheckpointRepository::list(std::int64_t runId) const {
    std::vector<CheckpointRecord> all;
    Query query = m_connection->query(
        "SELECT id, run_id, kind, file, content_hash, iteration, validation_dice, created_at FROM checkpoint "
        "WHERE run_id = ? ORDER BY kind");
    query.with(runId);
    while (query.next()) {
        all.push_back(checkpointOf(query));
    }
    return all;
}

std::optional<CheckpointRecord> CheckpointRepository::find(std::int64_t runId, CheckpointKind kind) const {
    for (CheckpointRecord& one : list(runId)) {
        if (one.kind == kind) {
            return std::move(one);
        }
    }
    return std::nullopt;
}

}  // namespace tandem
