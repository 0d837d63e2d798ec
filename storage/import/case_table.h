// Cases as a table or a list gives them. Internal to storage/import.
//
// Thread-safe. Invariant: relative paths start at the table's folder; a file that is not there gives a refusal.
#pragma once

#include "core/study/finding.h"
#include "storage/import/draft_case.h"
#include "storage/import/import_options.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace tandem {

struct TableCases {
    std::vector<DraftCase> cases;
    std::vector<Finding> findings;
};

/// A CSV file (.csv, or tab-separated .tsv) with a heading. Throws Error (NotFound, InvalidInput).
[[nodiscard]] TableCases readCaseTable(const std::filesystem::path& file, const std::stop_token& stop);

/// One case's name per line; the files lie beside the list or below. Throws Error (NotFound, Io, Cancelled).
[[nodiscard]] TableCases readCaseList(const std::filesystem::path& file, const ImportOptions& options,
                                      const std::stop_token& stop);

}  // namespace tandem
