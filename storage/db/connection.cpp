#include "storage/db/connection.h"

#include "core/base/disk_full.h"
#include "core/base/error.h"
#include "core/base/file_system.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <limits>
#include <map>
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

/// A file name as SQLite's URI. immutable: nobody writes it, so no lock or shared memory is needed.
std::string uriOf(const std::filesystem::path& file, bool immutable) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char letter : absolutePath(file).string()) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '%' || letter == '?' || letter == '#') {
            uri += {'%', kDigits[code >> 4], kDigits[code & 15]};
        } else {
            uri += letter;
        }
    }
    return uri + (immutable ? "?immutable=1" : "");
}

SQLite::Database openDatabase(const std::filesystem::path& file, OpenMode mode, int busyMilliseconds) {
    int flags = SQLite::OPEN_URI;
    bool immutable = false;
    switch (mode) {
        case OpenMode::Create:
            flags |= SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
            break;
        case OpenMode::ReadWrite:
            flags |= SQLite::OPEN_READWRITE;
            break;
        case OpenMode::ReadOnly: {
            flags |= SQLite::OPEN_READONLY;
            // On a read-only medium SQLite cannot make the files beside a database with a write-ahead log.
            std::filesystem::path log = file;
            log += "-wal";
            immutable = ::access(file.parent_path().c_str(), W_OK) != 0 && !isThere(log);
            break;
        }
    }
    return {uriOf(file, immutable), flags, busyMilliseconds};
}

}  // namespace

struct Query::Statement {
    SQLite::Statement statement;
    const std::filesystem::path* file;
    int bound = 0;
    bool inUse = false;

    template <class F>
    decltype(auto) guarded(F&& action) {
        try {
            return std::forward<F>(action)();
        } catch (const SQLite::Exception& exception) {
            throwTranslated(exception, *file);
        }
    }
};

struct Connection::Implementation {
    std::filesystem::path file;
    SQLite::Database database;
    std::multimap<const char*, Query::Statement> statements;  // keyed by the literal's address
    int depth = 0;
};

Query::Query(Statement& statement) : m_statement(&statement) {
    m_statement->inUse = true;
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
    : m_implementation(new Implementation{file, openDatabase(file, mode, busyMilliseconds), {}, 0}) {
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
        auto made = own.statements.emplace(sql, Query::Statement{SQLite::Statement(own.database, sql), &own.file});
        return Query(made->second);
    } catch (const SQLite::Exception& exception) {
        throwTranslated(exception, own.file);
    }
}

void Connection::runScript(const std::string& sql) {
    try {
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
        m_implementation->database.tryExec(outermost ? "ROLLBACK" : "ROLLBACK TO nested; RELEASE nested");
        throw;
    }
    --depth;
}

}  // namespace tandem
