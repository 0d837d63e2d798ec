// One connection to a project's database. Internal to storage/db, and the only place where SQLite is known.
//
// For one thread at a time. Every statement is prepared, once per connection. Library exceptions become Errors; a rule
// that the database itself refuses to break (a RAISE in a trigger) becomes an Error (Conflict) with the rule's
// sentence. The database may be a stranger's: nothing but regular files is opened, no file is deleted for what is in
// them, and no statement goes on for ever. Invariant: foreign keys are enforced, and what was committed is on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace tandem {

enum class OpenMode {
    Create,
    ReadWrite,
    ReadOnly,
    InMemory  ///< a new one, which is on no disk; its file is but a name
};

/// A prepared statement in use; it goes back to the connection, reset, when this goes out of scope. Columns count from
/// 0. Parameters are bound in order, and NaN is stored as NULL.
class Query {
public:
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;
    ~Query();

    template <class... Values>
    Query& with(const Values&... values) {
        (bind(values), ...);
        return *this;
    }
    /// The next row is there.
    [[nodiscard]] bool next();
    /// Runs a statement without rows, ready to be bound again.
    void run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;  ///< NaN for NULL
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::optional<double> maybeReal(int column) const;

private:
    friend class Connection;
    struct Statement;
    explicit Query(Statement& statement);

    template <class T>
    void bind(const T& value) {
        if constexpr (std::is_integral_v<T>) {
            bindInteger(static_cast<std::int64_t>(value));
        } else if constexpr (std::is_floating_point_v<T>) {
            bindReal(value);
        } else {
            bindText(value);
        }
    }
    template <class T>
    void bind(const std::optional<T>& value) {
        if (value) {
            bind(*value);
        } else {
            bindNull();
        }
    }
    void bindInteger(std::int64_t value);
    void bindReal(double value);
    void bindText(std::string_view value);
    void bindNull();

    Statement* m_statement;
};

class Connection {
public:
    /// busyMilliseconds: how long to wait while another connection writes. A database that nobody may write is read
    /// where it lies, also on a medium where nothing can be written. Throws Error (NotFound, Corrupt, Io, Conflict).
    Connection(const std::filesystem::path& file, OpenMode mode, int busyMilliseconds = 10'000);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// sql must live as long as the connection, as literals do.
    [[nodiscard]] Query query(const char* sql);
    /// Binds, runs, and returns how many rows were changed.
    template <class... Values>
    std::int64_t run(const char* sql, const Values&... values) {
        query(sql).with(values...).run();
        return changes();
    }
    /// Runs a script of several statements, none of which has parameters.
    void runScript(const std::string& sql);
    [[nodiscard]] std::int64_t lastId() const;

    /// Does all of work's changes or, when it throws, none. Waits for its turn to write at the start, so that it never
    /// fails half-way for another writer. Nested ones can be undone by themselves.
    void transaction(const std::function<void()>& work);

private:
    [[nodiscard]] std::int64_t changes() const;
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

}  // namespace tandem
