// What finished corrections have cost, by the provenance of the labels that they became.
//
// For the thread of the Project. Invariant: only labels that stand, of reviews that were not undone.
#pragma once

#include "storage/correction/correction_start.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

struct CorrectionCost {
    std::int64_t caseId = 0;
    std::string caseName;
    CorrectionOrigin origin = CorrectionOrigin::Empty;
    std::optional<std::int64_t> runId;  ///< whose prediction it began with
    double seconds = 0;                 ///< of work, long pauses left out
    std::int64_t actions = 0;
    std::int64_t voxels = 0;  ///< that became another class
    std::int64_t regions = 0;
    std::int64_t slices = 0;  ///< that were marked as looked at
    std::string finishedAt;   ///< ISO 8601, UTC

    bool operator==(const CorrectionCost&) const = default;
};

/// The oldest first. Labels whose provenance is gone, or is none that this program wrote, are left out.
[[nodiscard]] std::vector<CorrectionCost> correctionCosts(const Project& project);

/// A table with a heading, a row for each.
[[nodiscard]] std::string costCsv(const std::vector<CorrectionCost>& costs);

}  // namespace tandem
