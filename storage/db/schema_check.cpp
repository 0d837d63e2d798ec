#include "storage/db/schema_check.h"

#include "core/base/error.h"
#include "storage/db/connection.h"
#include "storage/db/migrations.h"
#include "storage/db/schema.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// "table study_case" and the like, each with the statement that made it; empty for what SQLite makes by itself.
using Schema = std::map<std::string, std::string>;

Schema schemaOf(Connection& connection) {
    Schema schema;
    Query query = connection.query("SELECT type, name, tbl_name, sql FROM sqlite_master");
    while (query.next()) {
        const std::string table = query.text(2) == query.text(1) ? std::string() : " of " + query.text(2);
        const std::string name = query.text(0) + " " + query.text(1) + table;
        // No database of SQLite's making has two of a name.
        schema.emplace(schema.contains(name) ? "second " + name : name, query.text(3));
    }
    return schema;
}

/// By version, from 0, which has nothing.
std::vector<Schema> makeOwnSchemas() {
    Connection connection("the program's own schema", OpenMode::InMemory);
    std::vector<Schema> all{{}};
    for (const char* const step : schemaSteps()) {
        connection.runScript(step);
        all.push_back(schemaOf(connection));
    }
    return all;
}

const Schema& ownSchema(int version) {
    static const std::vector<Schema> all = makeOwnSchemas();
    return all.at(static_cast<std::size_t>(version));
}

/// What is in the one and not, or otherwise, in the other; empty when there is nothing.
std::string firstBeyond(const Schema& one, const Schema& other) {
    for (const auto& [name, sql] : one) {
        const auto found = other.find(name);
        if (found == other.end() || found->second != sql) {
            return name;
        }
    }
    return {};
}

/// A name that a stranger chose, in a sentence.
std::string shown(const std::string& name) {
    constexpr std::size_t kMost = 80;
    return "\"" + name.substr(0, kMost) + (name.size() > kMost ? "..." : "") + "\"";
}

}  // namespace

void requireOwnSchema(Connection& connection, const std::filesystem::path& file) {
    // Of one moment, as another process may be bringing the project up to date.
    connection.runScript("BEGIN");
    const int version = schemaVersionOf(connection);
    const Schema schema = schemaOf(connection);
    connection.runScript("COMMIT");
    if (version < 1) {
        throw Error(ErrorCode::Corrupt, "The project " + file.parent_path().string() + " says that it has format " +
                                            std::to_string(version) +
                                            ", which no Tandem ever made; restore its database from a backup.");
    }
    const Schema& own = ownSchema(version);
    if (const std::string lacking = firstBeyond(own, schema); !lacking.empty()) {
        throw Error(ErrorCode::Corrupt, "The database of the project " + file.parent_path().string() + " lacks its " +
                                            shown(lacking) +
                                            ", or has another in its place; restore it from a backup.");
    }
    if (const std::string foreign = firstBeyond(schema, own); !foreign.empty()) {
        throw Error(ErrorCode::Corrupt, "The database of the project " + file.parent_path().string() +
                                            " has a part that is not Tandem's and could run with it: " +
                                            shown(foreign) + ". It is not opened; ask whoever made the project why.");
    }
}

}  // namespace tandem
