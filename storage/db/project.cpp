#include "storage/db/project.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/utc_time.h"
#include "core/study/label_scheme.h"
#include "storage/db/artifact_repository.h"
#include "storage/db/case_repository.h"
#include "storage/db/case_rows.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/connection.h"
#include "storage/db/dataset_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/inside_project.h"
#include "storage/db/label_repository.h"
#include "storage/db/left_overs.h"
#include "storage/db/mark_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/migrations.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/review_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/schema.h"
#include "storage/db/schema_check.h"
#include "storage/db/split_repository.h"
#include "storage/db/trust_repository.h"
#include "storage/db/validation_score_repository.h"

#include <unistd.h>

#include <array>
#include <utility>

namespace tandem {
namespace {

constexpr const char* kDatabaseName = "project.sqlite";
constexpr std::array kFolders{"prepared", "runs", "predictions", "exports"};
/// What else may be there, made when it is needed.
constexpr std::array kLater{"labels",     "labels/corrections", "labels/editing",
                            "thumbnails", "thumbnail.png",      "view.ini"};

std::filesystem::path databaseOf(const std::filesystem::path& folder) {
    return folder / kDatabaseName;
}

/// Absolute. A file manager hands over the database, as that is the file whose type it knows.
std::filesystem::path folderNamed(const std::filesystem::path& path) {
    const std::filesystem::path absolute = normalPath(path);
    std::error_code failure;
    const bool isDatabase = absolute.filename() == kDatabaseName && std::filesystem::is_regular_file(absolute, failure);
    return isDatabase ? absolute.parent_path() : absolute;
}

void makeFolders(const std::filesystem::path& folder) {
    for (const char* const name : kFolders) {
        makeFolder(folder / name);
    }
}

void fillNewDatabase(Connection& connection, const std::filesystem::path& file, const std::string& name,
                     const LabelScheme& labels, Identifiers identifiers) {
    connection.runScript("PRAGMA journal_mode = WAL");
    connection.transaction([&] {
        connection.runScript("PRAGMA application_id = " + std::to_string(kApplicationId));
        migrate(connection, file);
        connection.run(
            "INSERT INTO project (id, name, created_at, keeps_identifiers, salt) "
            "VALUES (1, ?, ?, ?, lower(hex(randomblob(16))))",
            name, utcNow(), identifiers == Identifiers::Kept);
        LabelRepository(connection).setScheme(labels);
        DatasetRepository(connection).add(name);
    });
}

void checkIsProject(Connection& connection, const std::filesystem::path& folder) {
    Query query = connection.query("PRAGMA application_id");
    if (!query.next() || query.integer(0) != kApplicationId) {
        throw Error(ErrorCode::Corrupt, databaseOf(folder).string() +
                                            " is a database, but not of a Tandem project; choose another folder.");
    }
}

/// Why this user cannot change the project; empty when they can.
std::string whyNotWritable(const std::filesystem::path& folder) {
    for (const std::filesystem::path& path : {folder, databaseOf(folder)}) {
        if (::access(path.c_str(), R_OK | W_OK) != 0) {
            return path.string() +
                   " may not be written, so the project can be looked at but not changed; change its permissions or "
                   "copy it elsewhere.";
        }
    }
    return {};
}

/// Told when a project is opened, as pages and jobs would meet it one after the other.
void checkEntries(const std::filesystem::path& folder) {
    for (const char* const name : kFolders) {
        static_cast<void>(insideProject(folder, name));
    }
    for (const char* const name : kLater) {
        static_cast<void>(insideProject(folder, name));
    }
}

/// A backup that was put in the place of the project has none.
void ensureLog(Connection& connection) {
    const auto hasLog = [&] {
        Query mode = connection.query("PRAGMA journal_mode");
        return mode.next() && mode.text(0) == "wal";
    };
    if (!hasLog()) {
        connection.runScript("PRAGMA journal_mode = WAL");
    }
}

}  // namespace

Project::Project(std::filesystem::path folder, std::unique_ptr<Connection> connection, std::string whyReadOnly)
    : m_folder(std::move(folder)), m_connection(std::move(connection)), m_whyReadOnly(std::move(whyReadOnly)) {}
Project::Project(Project&& other) noexcept = default;
Project& Project::operator=(Project&& other) noexcept = default;
Project::~Project() = default;

Project Project::create(const std::filesystem::path& folder, const std::string& name, const LabelScheme& labels,
                        Identifiers identifiers) {
    labels.check();
    if (name.empty()) {
        throw Error(ErrorCode::InvalidInput, "A project needs a name.");
    }
    const std::filesystem::path absolute = normalPath(folder);
    std::error_code failure;
    if (std::filesystem::exists(absolute, failure) && !std::filesystem::is_empty(absolute, failure)) {
        throw Error(ErrorCode::Conflict, absolute.string() + " exists and has something in it; choose a new folder.");
    }
    makeFolders(absolute);
    auto connection = std::make_unique<Connection>(databaseOf(absolute), OpenMode::Create);
    fillNewDatabase(*connection, databaseOf(absolute), name, labels, identifiers);
    return {absolute, std::move(connection), {}};
}

Project Project::open(const std::filesystem::path& path, ProjectAccess access) {
    const std::filesystem::path absolute = folderNamed(path);
    const std::filesystem::path file = databaseOf(absolute);
    std::error_code failure;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, failure))) {
        throw Error(ErrorCode::NotFound, "There is no Tandem project in " + absolute.string() +
                                             "; check the path, or make a project there first.");
    }
    std::string whyReadOnly = access == ProjectAccess::ReadOnly
                                  ? "The project " + absolute.string() +
                                        " is open to be looked at, so nothing in it changes; open it to work."
                                  : whyNotWritable(absolute);
    if (access == ProjectAccess::ReadWrite && !whyReadOnly.empty()) {
        throw Error(ErrorCode::Io, whyReadOnly);
    }
    const bool writes = whyReadOnly.empty();
    checkEntries(absolute);
    auto connection = std::make_unique<Connection>(file, writes ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    checkIsProject(*connection, absolute);
    refuseNewer(*connection, file);
    requireOwnSchema(*connection, file);
    if (writes) {
        ensureLog(*connection);
        migrate(*connection, file);
    } else if (schemaVersionOf(*connection) < newestSchemaVersion()) {
        throw Error(ErrorCode::Unsupported, "The project " + absolute.string() +
                                                " was made by an older Tandem and must be brought up to date first; "
                                                "open it once with the right to write.");
    }
    Project project(absolute, std::move(connection), std::move(whyReadOnly));
    if (writes) {
        project.runs().markInterrupted();
        removeLeftOversIn(absolute);
    }
    return project;
}

void Project::requireWritable() const {
    if (isReadOnly()) {
        throw Error(ErrorCode::Conflict, m_whyReadOnly);
    }
}

std::filesystem::path Project::inside(const std::filesystem::path& path) const {
    return insideProject(m_folder, path);
}

std::string Project::name() const {
    Query query = m_connection->query("SELECT name FROM project");
    return query.next() ? query.text(0) : std::string();
}

Identifiers Project::identifiers() const {
    return keepsIdentifiers(*m_connection) ? Identifiers::Kept : Identifiers::LeftOut;
}

std::string Project::salt() const {
    Query query = m_connection->query("SELECT salt FROM project");
    return query.next() ? query.text(0) : std::string();
}

LabelRepository Project::labels() const {
    return LabelRepository(*m_connection);
}
DatasetRepository Project::datasets() const {
    return DatasetRepository(*m_connection);
}
CaseRepository Project::cases() const {
    return {*m_connection, m_folder};
}
SplitRepository Project::splits() const {
    return SplitRepository(*m_connection);
}
RunRepository Project::runs() const {
    return {*m_connection, m_folder};
}
MetricRepository Project::metrics() const {
    return MetricRepository(*m_connection);
}
MarkRepository Project::marks() const {
    return MarkRepository(*m_connection);
}
ValidationScoreRepository Project::validationScores() const {
    return ValidationScoreRepository(*m_connection);
}
CheckpointRepository Project::checkpoints() const {
    return CheckpointRepository(*m_connection);
}
PredictionRepository Project::predictions() const {
    return PredictionRepository(*m_connection);
}
TrustRepository Project::trust() const {
    return TrustRepository(*m_connection);
}

ReviewRepository Project::reviews() const {
    return ReviewRepository(*m_connection);
}
ArtifactRepository Project::artifacts() const {
    return ArtifactRepository(*m_connection);
}
EventLog Project::events() const {
    return EventLog(*m_connection);
}

void Project::transaction(const std::function<void()>& work) const {
    m_connection->transaction(work);
}

std::vector<RunRecord> Project::interruptedRuns() const {
    if (!isReadOnly()) {
        runs().markInterrupted();
    }
    std::vector<RunRecord> all = runs().list();
    std::erase_if(all, [](const RunRecord& run) { return run.status != RunStatus::Interrupted; });
    return all;
}

}  // namespace tandem
