#include "storage/db/run_repository.h"

#include "core/base/error.h"
#include "core/base/utc_time.h"
#include "storage/db/connection.h"
#include "storage/db/inside_project.h"
#include "storage/db/run_ancestor.h"
#include "storage/db/run_lock.h"

#include <cstdio>

namespace tandem {
namespace {

constexpr const char* kSelectAll =
    "SELECT id, name, method, settings, preparation, seed, device, versions, split_id, status, folder, created_at, "
    "started_at, finished_at, message, notes, trained_seconds, initial_weights FROM run ORDER BY id";
constexpr const char* kSelectOne =
    "SELECT id, name, method, settings, preparation, seed, device, versions, split_id, status, folder, created_at, "
    "started_at, finished_at, message, notes, trained_seconds, initial_weights FROM run WHERE id = ?";

RunRecord runOf(const Query& row) {
    const auto status = choiceNamed<RunStatus>(row.text(9));
    if (!status) {
        throw Error(ErrorCode::Corrupt, "Run " + std::to_string(row.integer(0)) +
                                            " has a status that this program does not know; remove the run.");
    }
    return {.id = row.integer(0),
            .name = row.text(1),
            .method = row.text(2),
            .settingsJson = row.text(3),
            .preparationJson = row.text(4),
            .seed = row.integer(5),
            .device = row.text(6),
            .versionsJson = row.text(7),
            .splitId = row.maybeInteger(8),
            .status = *status,
            .folder = row.text(10),
            .createdAt = row.text(11),
            .startedAt = row.text(12),
            .finishedAt = row.text(13),
            .message = row.text(14),
            .notes = row.text(15),
            .trainedSeconds = row.maybeReal(16),
            .initialWeightsHash = row.text(17)};
}

std::string folderOf(std::int64_t id) {
    char name[32];
    std::snprintf(name, sizeof name, "runs/%04lld", static_cast<long long>(id));
    return name;
}

}  // namespace

RunRecord RunRepository::add(RunRecord record) const {
    record.status = RunStatus::Queued;
    record.createdAt = utcNow();
    record.trainedSeconds = 0;
    m_connection->transaction([&] {
        Query split = m_connection->query("SELECT 1 FROM split WHERE id = ?");
        if (record.splitId && !split.with(*record.splitId).next()) {
            throw Error(ErrorCode::NotFound, "The project has no split number " + std::to_string(*record.splitId) +
                                                 " to train on; make a split first.");
        }
        m_connection->run(
            "INSERT INTO run (name, method, settings, preparation, seed, device, versions, split_id, status, folder, "
            "created_at, started_at, finished_at, message, notes, trained_seconds, initial_weights) VALUES (?, ?, ?, "
            "?, ?, "
            "?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?)",
            record.name, record.method, record.settingsJson, record.preparationJson, record.seed, record.device,
            record.versionsJson, record.splitId, nameOf(record.status), record.createdAt, record.startedAt,
            record.finishedAt, record.message, record.notes, record.trainedSeconds, record.initialWeightsHash);
        record.id = m_connection->lastId();
        record.folder = folderOf(record.id);
        m_connection->run("UPDATE run SET folder = ? WHERE id = ?", record.folder.string(), record.id);
    });
    return record;
}

void RunRepository::markRunning(std::int64_t id, const RunLock& lock) const {
    m_connection->transaction([&] {
        const RunRecord run = get(id);
        std::error_code failure;
        if (!std::filesystem::equivalent(lock.runFolder(), insideProject(m_projectFolder, run.folder), failure)) {
            throw Error(ErrorCode::Internal, "Run " + std::to_string(id) + " cannot start under the lock of " +
                                                 lock.runFolder().string() + ".");
        }
        m_connection->run("UPDATE run SET status = ?, started_at = ?, finished_at = '', message = '' WHERE id = ?",
                          nameOf(RunStatus::Running), run.startedAt.empty() ? utcNow() : run.startedAt, id);
    });
}

void RunRepository::markEnded(std::int64_t id, RunStatus status, const std::string& message) const {
    if (status != RunStatus::Stopped && status != RunStatus::Finished && status != RunStatus::Failed) {
        throw Error(ErrorCode::Internal, "A run cannot end as " + std::string(nameOf(status)) + ".");
    }
    change("UPDATE run SET status = ?, finished_at = ?, message = ? WHERE id = ?", id, nameOf(status), utcNow(),
           message);
}

void RunRepository::markCutOff(std::int64_t id) const {
    m_connection->run("UPDATE run SET status = ?, message = ? WHERE id = ? AND status IN ('stopped', 'queued')",
                      nameOf(RunStatus::Interrupted),
                      "The window was closed before the run had ended; resume it from its last checkpoint.", id);
}

template <class... Values>
void RunRepository::change(const char* sql, std::int64_t id, const Values&... values) const {
    if (m_connection->run(sql, values..., id) == 0) {
        throw noSuchRun(id);
    }
}

void RunRepository::setDevice(std::int64_t id, const std::string& device) const {
    change("UPDATE run SET device = ? WHERE id = ?", id, device);
}

void RunRepository::setTrainedSeconds(std::int64_t id, double seconds) const {
    change("UPDATE run SET trained_seconds = ? WHERE id = ?", id, seconds);
}

void RunRepository::setVersions(std::int64_t id, const std::string& versionsJson) const {
    change("UPDATE run SET versions = ? WHERE id = ?", id, versionsJson);
}

void RunRepository::rename(std::int64_t id, const std::string& name) const {
    change("UPDATE run SET name = ? WHERE id = ?", id, name);
}

void RunRepository::setNotes(std::int64_t id, const std::string& notes) const {
    change("UPDATE run SET notes = ? WHERE id = ?", id, notes);
}

void RunRepository::setSettings(std::int64_t id, const std::string& settingsJson) const {
    change("UPDATE run SET settings = ? WHERE id = ?", id, settingsJson);
}

void RunRepository::goOnFrom(std::int64_t id, const std::vector<RunAncestor>& chain) const {
    m_connection->transaction([&] {
        static_cast<void>(get(id));
        for (std::size_t index = 0; index < chain.size(); ++index) {
            const RunAncestor& one = chain[index];
            m_connection->run(
                "INSERT INTO run_ancestor (run_id, generation, ancestor, split_id, checkpoint_hash, checkpoint_kind, "
                "checkpoint_iteration) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id, index + 1, one.runId, one.splitId, one.checkpointHash, nameOf(one.checkpointKind),
                one.checkpointIteration);
        }
    });
}

std::vector<RunAncestor> RunRepository::ancestors(std::int64_t id) const {
    std::vector<RunAncestor> chain;
    Query query = m_connection->query(
        "SELECT ancestor, split_id, checkpoint_hash, checkpoint_kind, checkpoint_iteration FROM run_ancestor "
        "WHERE run_id = ? ORDER BY generation");
    query.with(id);
    while (query.next()) {
        chain.push_back({.runId = query.integer(0),
                         .splitId = query.maybeInteger(1),
                         .checkpointHash = query.text(2),
                         .checkpointKind = choiceNamed<CheckpointKind>(query.text(3)).value_or(CheckpointKind::Last),
                         .checkpointIteration = query.integer(4)});
    }
    return chain;
}

void RunRepository::remove(std::int64_t id) const {
    m_connection->transaction([&] {
        const RunRecord run = get(id);
        if (RunLock::isHeld(insideProject(m_projectFolder, run.folder))) {
            throw Error(ErrorCode::Conflict, "Run " + std::to_string(id) + " is running; stop it before removing it.");
        }
        // First, because the scores that chose a checkpoint stay as long as it does.
        m_connection->run("DELETE FROM checkpoint WHERE run_id = ?", id);
        m_connection->run("DELETE FROM run WHERE id = ?", id);
    });
}

std::vector<RunRecord> RunRepository::list() const {
    std::vector<RunRecord> all;
    Query query = m_connection->query(kSelectAll);
    while (query.next()) {
        all.push_back(runOf(query));
    }
    return all;
}

RunRecord RunRepository::get(std::int64_t id) const {
    Query query = m_connection->query(kSelectOne);
    if (!query.with(id).next()) {
        throw noSuchRun(id);
    }
    return runOf(query);
}

Error RunRepository::noSuchRun(std::int64_t id) const {
    std::string numbers;
    for (const RunRecord& run : list()) {
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(run.id);
    }
    return {ErrorCode::NotFound, "The project has no run " + std::to_string(id) + "; " +
                                     (numbers.empty() ? "it has none yet." : "its runs are " + numbers + ".")};
}

std::int64_t RunRepository::markInterrupted() const {
    const auto hasDied = [&](const RunRecord& run) {
        return run.status == RunStatus::Running && !RunLock::isHeld(insideProject(m_projectFolder, run.folder));
    };
    std::vector<RunRecord> dead = list();
    std::erase_if(dead, [&](const RunRecord& run) { return !hasDied(run); });
    std::int64_t marked = 0;
    for (const RunRecord& run : dead) {
        m_connection->transaction([&] {
            // Asked again with nobody else writing: the run may have ended or been resumed meanwhile.
            if (!hasDied(get(run.id))) {
                return;
            }
            change(
                "UPDATE run SET status = ?, message = ? WHERE id = ?", run.id, nameOf(RunStatus::Interrupted),
                "The program or the machine stopped while the run was training; resume it from its last checkpoint.");
            ++marked;
        });
    }
    return marked;
}

}  // namespace tandem
