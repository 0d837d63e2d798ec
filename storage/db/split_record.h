// A split of the project's cases, as it is stored. A plain value; its cases are handed out by core/study/split.h.
#pragma once

#include "core/study/split_plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

struct SplitRecord {
    std::int64_t id = 0;
    std::string name;
    std::uint64_t seed = 0;                    ///< 0 for a split that was made from lists
    bool locked = false;                       ///< a run used it: the assignments stay as they are
    std::string createdAt;                     ///< ISO 8601, UTC
    std::vector<SplitAssignment> assignments;  ///< sorted by case id

    bool operator==(const SplitRecord&) const = default;
};

}  // namespace tandem
