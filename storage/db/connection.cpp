#include "storage/db/connection.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <map>
#include <system_error>
#include <utility>

namespace tandem {
namespace {

[[noreturn]] void throwTranslated(const SQLite::Exception& exception, const std::filesystem::path& file) {
    const std::string where = "the project database " + file.string();
    const std::string detail = exception.getErrorStr() + std::string(": ") + exception.what();
    switch (exception.getErrorCode() & 0xff) {
        case SQLITE_CONSTRAINT:
            // A trigger's RAISE carries its own sentence; other constraints speak of columns, and the repositories
            // check those beforehand wherever a person can cause them.
            if (exception.getExtendedErrorCode() == SQLITE_CONSTRAINT_TRIGGER) {
                throw Error(ErrorCode::Conflict, exception.what(), detail);
            }
            throw Error(ErrorCode::Conflict,
                        "The project refuses this change, as it contradicts what it already holds (" +
                            std::string(exception.what()) + ").",
                        detail);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Error(ErrorCode::Conflict, "Another program keeps " + where + " locked; close it or try again.",
                        detail);
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            throw Error(ErrorCode::Corrupt,
                        "The file of " + where +
                            " is damaged or is no database; restore it from a "
                            "backup.",
                        detail);
        case SQLITE_INTERRUPT:
            throw Error(ErrorCode::Corrupt,
                        "The work with " + where +
                            " does not come to an end, as what it holds is damaged; restore it from a backup.",
                        detail);
        case SQLITE_READONLY:
            throw Error(ErrorCode::Io, "Cannot write to " + where + "; it is read-only.", detail);
        case SQLITE_FULL:
            throw DiskFull("The disk is full, so " + where + " cannot grow; free some space.", detail);
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
        case SQLITE_PERM:
            throw Error(ErrorCode::Io, "Cannot read or write " + where + "; check the disk and the permissions.",
                        detail);
        default:
            throw Error(ErrorCode::Internal, "The work with " + where + " failed (" + exception.what() + ").", detail);
    }
}

std::filesystem::path beside(std::filesystem::path file, const char* suffix) {
    return file += suffix;
}

/// 0 for a file that is not there.
std::uint64_t bytesOf(const std::filesystem::path& file) noexcept {
    std::error_code failure;
    const std::uintmax_t bytes = std::filesystem::file_size(file, failure);
    return failure ? 0 : bytes;
}

/// Throws unless the files that SQLite opens are files, and no rollback journal is among them: a project has a
/// write-ahead log, and a journal from elsewhere names files that SQLite deletes when it opens the database.
void requirePlainFiles(const std::filesystem::path& file) {
    std::error_code failure;
    for (const std::filesystem::path& one : {file, beside(file, "-wal"), beside(file, "-shm")}) {
        const std::filesystem::file_status status = std::filesystem::symlink_status(one, failure);
        if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
            throw Error(ErrorCode::Corrupt, one.string() +
                                                " is a link, a folder, a device or a pipe, where a project has a file; "
                                                "ask whoever made the project for the file itself.");
        }
    }
    const std::filesystem::path journal = beside(file, "-journal");
    if (std::filesystem::exists(std::filesystem::symlink_status(journal, failure))) {
        throw Error(ErrorCode::Corrupt,
                    journal.string() +
                        " lies beside the project's database, which never has such a journal. It may delete files of "
                        "yours when the database is opened: do not open this project, or take the journal away first.");
    }
}

/// How a database is read that this program cannot write to.
enum class Reading {
    Usual,      ///< with locks, beside those who write
    Immutable,  ///< nobody can write it, and all of it is in its file
    Unshared    ///< as what was written last is in a log, for whose index there is no room
};

Reading readingOf(const std::filesystem::path& file) {
    // SQLite makes files beside a database with a write-ahead log, or takes those that are there.
    if (::access(file.parent_path().c_str(), W_OK) == 0 || isThere(beside(file, "-shm"))) {
        return Reading::Usual;
    }
    return bytesOf(beside(file, "-wal")) == 0 ? Reading::Immutable : Reading::Unshared;
}

/// A file name as SQLite's URI, which follows no link below the real folder.
std::string uriOf(const std::filesystem::path& file, Reading reading) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char letter : (realPath(file.parent_path()) / file.filename()).string()) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '%' || letter == '?' || letter == '#') {
            uri += {'%', kDigits[code >> 4], kDigits[code & 15]};
        } else {
            uri += letter;
        }
    }
    return uri + (reading == Reading::Immutable  ? "?immutable=1"
                  : reading == Reading::Unshared ? "?vfs=unix-none"  // no locks either; the index is kept in memory
                                                 : "");
}

/// What SQLite's authors advise for databases that may be hostile.
void harden(SQLite::Database& database) {
    sqlite3* const handle = database.getHandle();
    for (const auto& [option, isOn] : std::initializer_list<std::pair<int, int>>{
             {SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0}}) {
        if (sqlite3_db_config(handle, option, isOn, nullptr) != SQLITE_OK) {
            throw Error(ErrorCode::Internal, "This system's SQLite is too old to open a project safely.");
        }
    }
    database.exec("PRAGMA cell_size_check = ON");
}

SQLite::Database openDatabase(const std::filesystem::path& file, OpenMode mode, int busyMilliseconds) {
    if (mode == OpenMode::InMemory) {
        return {":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    }
    requirePlainFiles(file);
    int flags = SQLite::OPEN_URI | SQLite::OPEN_NOFOLLOW;
    Reading reading = Reading::Usual;
    switch (mode) {
        case OpenMode::Create:
            flags |= SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
            break;
        case OpenMode::ReadWrite:
            flags |= SQLite::OPEN_READWRITE;
            break;
        case OpenMode::ReadOnly:
            flags |= SQLite::OPEN_READONLY;
            reading = readingOf(file);
            break;
        case OpenMode::InMemory:
            break;
    }
    SQLite::Database database(uriOf(file, reading), flags, busyMilliseconds);
    harden(database);
    if (reading == Reading::Unshared) {
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        database.exec("PRAGMA locking_mode = EXCLUSIVE");
    }
    return database;
}

/// Ends a statement that goes on for ever, as over a damaged tree of pages, which can have more rows than anybody
/// counts. What is done with a whole project stays far below.
class StepLimit {
public:
    explicit StepLimit(std::filesystem::path file) : m_file(std::move(file)) {}
    StepLimit(const StepLimit&) = delete;
    StepLimit& operator=(const StepLimit&) = delete;

    void install(SQLite::Database& database) {
        const auto end = [](void* limit) { return static_cast<StepLimit*>(limit)->isExceeded() ? 1 : 0; };
        sqlite3_progress_handler(database.getHandle(), kStepsAtOnce, end, this);
    }
    /// steps: of SQLite's machine, that the statement which runs from now on has taken. It must live as long as this.
    void count(std::uint64_t& steps) noexcept { m_steps = &steps; }
    /// The same for a script, which is counted from its begin.
    void countScript() noexcept {
        m_ofScript = 0;
        m_steps = &m_ofScript;
    }

private:
    static constexpr int kStepsAtOnce = 100'000;
    static constexpr std::uint64_t kLeast = 100'000'000;  // a second or two
    static constexpr std::uint64_t kPerByte = 100;

    [[nodiscard]] bool isExceeded() const noexcept {
        *m_steps += kStepsAtOnce;
        return *m_steps > kLeast && *m_steps > kLeast + kPerByte * (bytesOf(m_file) + bytesOf(m_log));
    }

    std::filesystem::path m_file;
    std::filesystem::path m_log = beside(m_file, "-wal");
    std::uint64_t m_ofScript = 0;
    std::uint64_t* m_steps = &m_ofScript;
};

}  // namespace

struct Query::Statement {
    SQLite::Statement statement;
    const std::filesystem::path* file;
    StepLimit* limit;
    std::uint64_t steps = 0;
    int bound = 0;
    bool inUse = false;

    template <class F>
    decltype(auto) guarded(F&& action) {
        try {
            limit->count(steps);
            return std::forward<F>(action)();
        } catch (const SQLite::Exception& exception) {
            throwTranslated(exception, *file);
        }
    }
};

struct Connection::Implementation {
    std::filesystem::path file;
    StepLimit limit;
    SQLite::Database database;
    std::multimap<const char*, Query::Statement> statements;  // keyed by the literal's address
    int depth = 0;
};

Query::Query(Statement& statement) : m_statement(&statement) {
    m_statement->inUse = true;
    m_statement->steps = 0;
}

Query::Query(Query&& other) noexcept : m_statement(std::exchange(other.m_statement, nullptr)) {}

Query::~Query() {
    if (m_statement != nullptr) {
        m_statement->statement.tryReset();
        m_statement->bound = 0;
        m_statement->inUse = false;
    }
}

bool Query::next() {
    return m_statement->guarded([&] { return m_statement->statement.executeStep(); });
}

void Query::run() {
    m_statement->steps = 0;
    m_statement->guarded([&] {
        m_statement->statement.exec();
        m_statement->statement.reset();
        m_statement->bound = 0;
    });
}

std::int64_t Query::integer(int column) const {
    return m_statement->statement.getColumn(column).getInt64();
}

double Query::real(int column) const {
    return isNull(column) ? std::numeric_limits<double>::quiet_NaN()
                          : m_statement->statement.getColumn(column).getDouble();
}

std::string Query::text(int column) const {
    return m_statement->statement.getColumn(column).getString();
}

bool Query::isNull(int column) const {
    return m_statement->statement.getColumn(column).isNull();
}

std::optional<std::int64_t> Query::maybeInteger(int column) const {
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<double> Query::maybeReal(int column) const {
    return isNull(column) ? std::nullopt : std::optional(real(column));
}

void Query::bindInteger(std::int64_t value) {
    m_statement->guarded([&] { m_statement->statement.bind(++m_statement->bound, value); });
}

void Query::bindReal(double value) {
    if (std::isnan(value)) {
        bindNull();
    } else {
        m_statement->guarded([&] { m_statement->statement.bind(++m_statement->bound, value); });
    }
}

void Query::bindText(std::string_view value) {
    m_statement->guarded([&] { m_statement->statement.bind(++m_statement->bound, std::string(value)); });
}

void Query::bindNull() {
    m_statement->guarded([&] { m_statement->statement.bind(++m_statement->bound); });
}

Connection::Connection(const std::filesystem::path& file, OpenMode mode, int busyMilliseconds) try
    : m_implementation(new Implementation{file, StepLimit(file), openDatabase(file, mode, busyMilliseconds), {}, 0}) {
    m_implementation->limit.install(m_implementation->database);
    // The first access shows whether it is a database at all.
    m_implementation->database.exec("PRAGMA foreign_keys = ON");
    static_cast<void>(m_implementation->database.execAndGet("SELECT count(*) FROM sqlite_master"));
    if (mode != OpenMode::ReadOnly) {
        // Each commit waits for the disk: what a row tells of is there, and what it no longer tells of may go.
        m_implementation->database.exec("PRAGMA synchronous = FULL");
    }
} catch (const SQLite::Exception& exception) {
    throwTranslated(exception, file);
}

Connection::~Connection() = default;

Query Connection::query(const char* sql) {
    Implementation& own = *m_implementation;
    for (auto [entry, end] = own.statements.equal_range(sql); entry != end; ++entry) {
        if (!entry->second.inUse) {
            return Query(entry->second);
        }
    }
    try {
        own.limit.countScript();
        auto made =
            own.statements.emplace(sql, Query::Statement{SQLite::Statement(own.database, sql), &own.file, &own.limit});
        return Query(made->second);
    } catch (const SQLite::Exception& exception) {
        throwTranslated(exception, own.file);
    }
}

void Connection::runScript(const std::string& sql) {
    try {
        m_implementation->limit.countScript();
        m_implementation->database.exec(sql);
    } catch (const SQLite::Exception& exception) {
        throwTranslated(exception, m_implementation->file);
    }
}

std::int64_t Connection::lastId() const {
    return m_implementation->database.getLastInsertRowid();
}

std::int64_t Connection::changes() const {
    return m_implementation->database.getChanges();
}

void Connection::transaction(const std::function<void()>& work) {
    int& depth = m_implementation->depth;
    const bool outermost = depth == 0;
    runScript(outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT nested");
    ++depth;
    try {
        work();
        runScript(outermost ? "COMMIT" : "RELEASE nested");
    } catch (...) {
        --depth;
        // Fails when SQLite has rolled back by itself, as it does when the disk is full.
        m_implementation->limit.countScript();
        m_implementation->database.tryExec(outermost ? "ROLLBACK" : "ROLLBACK TO nested; RELEASE nested");
        throw;
    }
    --depth;
}

}  // namespace tandem
