// Cases as a table or a list gives them. Internal to storage/import.
//
// Thread-safe. Invariant: relative paths start at the table's folder; a file that is not there gives a refusal.
#pragma once

#include "core/study/finding.h"
#include "storage/import/draft_case.h"
#include "storage/import/import_options.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

struct TableCases {
    std::vector<DraftCase> cases;
    std::vector<Finding> findings;
};

/// A CSV file with a heading, parted by commas, semicolons or tabs as its heading is. Throws Error (NotFound,
/// InvalidInput).
[[nodiscard]] TableCases readCaseTable(const std::filesystem::path& file, const std::stop_token& stop);

/// The fields of the wanted columns, row by row; nothing where the file does not have them all.
[[nodiscard]] std::optional<std::vector<std::vector<std::string>>> readColumns(const std::filesystem::path& file,
                                                                               const std::vector<std::string>& columns);

/// One case's name per line; the files lie beside the list or below. Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] TableCases readCaseList(const std::filesystem::path& file, const ImportOptions& options,
                                      const std::stop_token& stop);

}  // namespace tandem
