// Whether a database has the form of a project, and nothing else. Internal to storage/db.
//
// A schema can hold code: triggers and views run with the statements of whoever opens the database. Thread-safe.
// Invariant: what passed has the tables, indexes and triggers of schemaSteps(), word for word, and no others.
#pragma once

#include <filesystem>

namespace tandem {

class Connection;

/// Of a database that is not newer than the program knows. Throws Error (Corrupt) naming what is missing, added or
/// other.
void requireOwnSchema(Connection& connection, const std::filesystem::path& file);

}  // namespace tandem
