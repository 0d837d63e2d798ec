// The runs of a project. Used on its Project's thread.
//
// Invariant: a run is only marked as running by whoever holds its lock, so that a crash can be told from work.
#pragma once

#include "storage/db/run_record.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

class Connection;
class Error;
class RunLock;
struct RunAncestor;

class RunRepository {
public:
    RunRepository(Connection& connection, std::filesystem::path projectFolder)
        : m_connection(&connection), m_projectFolder(std::move(projectFolder)) {}

    /// Adds the run as queued and locks its split. The record with its id, folder and time.
    RunRecord add(RunRecord record) const;
    /// Sets running and startedAt (the first time only). The lock must be that of the run's folder. Throws Error
    /// (NotFound, Conflict).
    void markRunning(std::int64_t id, const RunLock& lock) const;
    /// Sets stopped, finished or failed, finishedAt and the message.
    void markEnded(std::int64_t id, RunStatus status, const std::string& message) const;
    /// A run that ended, or never began, because the window was closed waits to be resumed like one that a crash cut
    /// off. One that has finished, failed or trains stays as it is.
    void markCutOff(std::int64_t id) const;
    void setTrainedSeconds(std::int64_t id, double seconds) const;
    void setDevice(std::int64_t id, const std::string& device) const;
    void setVersions(std::int64_t id, const std::string& versionsJson) const;
    void rename(std::int64_t id, const std::string& name) const;
    void setNotes(std::int64_t id, const std::string& notes) const;
    /// Replaces settings, for a resumed run that trains longer.
    void setSettings(std::int64_t id, const std::string& settingsJson) const;
    /// Notes of a new run that it goes on from the first of the chain, which went on from the next, and so on; those
    /// runs may be gone. Throws Error (NotFound; Conflict when the run's split judges by a case that one of them was
    /// trained on, or the run has ancestors already).
    void goOnFrom(std::int64_t id, const std::vector<RunAncestor>& chain) const;
    /// The runs that it goes on from, the nearest first.
    [[nodiscard]] std::vector<RunAncestor> ancestors(std::int64_t id) const;
    /// With its points, scores, checkpoints and predictions; the files stay. Throws Error (NotFound; Conflict when it
    /// is running).
    void remove(std::int64_t id) const;

    /// Sorted by id.
    [[nodiscard]] std::vector<RunRecord> list() const;
    /// Throws Error (NotFound) naming the runs there are.
    [[nodiscard]] RunRecord get(std::int64_t id) const;

    /// Marks every run as interrupted that says running but whose lock nobody holds. How many.
    std::int64_t markInterrupted() const;

private:
    /// Binds the values, then the id. Throws Error (NotFound).
    template <class... Values>
    void change(const char* sql, std::int64_t id, const Values&... values) const;
    [[nodiscard]] Error noSuchRun(std::int64_t id) const;

    Connection* m_connection;
    std::filesystem::path m_projectFolder;
};

}  // namespace tandem
