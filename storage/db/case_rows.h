// Cases to and from the rows of the database. Internal to storage/db.
//
// Used on the connection's thread. Invariant: what is written is read back equal, as long as the project stays where it
// is.
#pragma once

#include "storage/db/case_record.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Connection;

/// Whether the project of the connection keeps what identifies patients, absolute paths among it.
[[nodiscard]] bool keepsIdentifiers(Connection& connection);

/// All cases, or the one of the id; a path that was not kept is worked out from the project's folder. Sorted by name.
/// Throws Error (Corrupt) for a row that makes no sense.
[[nodiscard]] std::vector<CaseRecord> readCases(Connection& connection, const std::filesystem::path& projectFolder,
                                                std::optional<std::int64_t> id = {});

/// Writes the rows of a new case; its id.
[[nodiscard]] std::int64_t insertCase(Connection& connection, const CaseRecord& record);
/// Replaces the rows of record.id; false when there is no such case.
[[nodiscard]] bool replaceCase(Connection& connection, const CaseRecord& record);
void replaceTags(Connection& connection, std::int64_t id, const std::vector<std::string>& tags);

}  // namespace tandem
