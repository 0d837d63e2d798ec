// Brings a project's database to the form that this program knows. Internal to storage/db.
//
// Safe when two processes open an old project at once. Invariant: a failed migration leaves the database as it was.
#pragma once

#include <filesystem>

namespace tandem {

class Connection;

/// The number of the newest form: what PRAGMA user_version is in an open project.
[[nodiscard]] int newestSchemaVersion();

/// Throws Error (Unsupported) naming both versions when the database is newer than the program knows.
void refuseNewer(Connection& connection, const std::filesystem::path& file);

[[nodiscard]] int schemaVersionOf(Connection& connection);

/// Runs the steps that are missing, as one transaction. A database that has been in use (version 1 or more) is copied
/// to FILE.backup-vN first. Throws Error.
void migrate(Connection& connection, const std::filesystem::path& file);

}  // namespace tandem
