// What the case table shows of a project, read at once. Plain values.
//
// Invariant: no part is older than the call that read it.
#pragma once

#include "core/study/label_scheme.h"
#include "core/study/split_leak.h"
#include "storage/db/case_record.h"
#include "storage/db/split_record.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <vector>

namespace tandem {

struct CaseRow {
    CaseRecord record;
    bool isMissing = false;  ///< a source file is where it was no more
};

struct CaseListing {
    std::vector<CaseRow> rows;  ///< sorted by name
    LabelScheme scheme;
    std::vector<SplitRecord> splits;
    std::map<std::int64_t, std::vector<PatientLeak>> leaks;  ///< of a split that has some, by its id
};

/// The cases that may be given a role in a split: all but the excluded.
[[nodiscard]] std::vector<SplitCandidate> splitCandidatesOf(const std::vector<CaseRow>& rows);

/// Opens the project of the folder; for a job's thread. Throws Error as Project::open(); Cancelled.
[[nodiscard]] CaseListing readCaseListing(const std::filesystem::path& projectFolder, const std::stop_token& stop);

}  // namespace tandem
