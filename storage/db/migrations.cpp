#include "storage/db/migrations.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/connection.h"
#include "storage/db/schema.h"

#include <cstddef>
#include <string>

namespace tandem {
namespace {

/// Through a connection of its own, as one cannot copy a database that it is changing.
void backUp(const std::filesystem::path& file, int version) {
    std::filesystem::path backup = file;
    backup += ".backup-v" + std::to_string(version);
    writeAtomically(backup, [&](const std::filesystem::path& temporary) {
        Connection reader(file, OpenMode::ReadOnly);
        // Real, as the reader follows no link.
        reader.query("VACUUM INTO ?").with(realPath(temporary).string()).run();
    });
}

void runMissingSteps(Connection& connection, int version) {
    const auto steps = schemaSteps();
    for (auto step = static_cast<std::size_t>(version); step < steps.size(); ++step) {
        connection.runScript(steps[step]);
        connection.runScript("PRAGMA user_version = " + std::to_string(step + 1));
    }
}

}  // namespace

int newestSchemaVersion() {
    return static_cast<int>(schemaSteps().size());
}

int schemaVersionOf(Connection& connection) {
    Query query = connection.query("PRAGMA user_version");
    return query.next() ? static_cast<int>(query.integer(0)) : 0;
}

void refuseNewer(Connection& connection, const std::filesystem::path& file) {
    const int version = schemaVersionOf(connection);
    if (version > newestSchemaVersion()) {
        throw Error(ErrorCode::Unsupported, "The project " + file.parent_path().string() + " has format " +
                                                std::to_string(version) + ", but this program knows formats up to " +
                                                std::to_string(newestSchemaVersion()) +
                                                "; open it with a newer Tandem.");
    }
}

void migrate(Connection& connection, const std::filesystem::path& file) {
    refuseNewer(connection, file);
    if (schemaVersionOf(connection) == newestSchemaVersion()) {
        return;
    }
    connection.transaction([&] {
        // Read again: another process may have migrated while this one waited for its turn.
        const int version = schemaVersionOf(connection);
        if (version > 0 && version < newestSchemaVersion()) {
            backUp(file, version);
        }
        runMissingSteps(connection, version);
    });
}

}  // namespace tandem
