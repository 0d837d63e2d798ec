// A case while the plan is made: with what is needed to name it apart from others. Internal to storage/import.
#pragma once

#include "storage/import/import_plan.h"

#include <filesystem>

namespace tandem {

struct DraftCase {
    PlannedCase planned;
    std::filesystem::path folder;  ///< from the input's own name down, to tell cases of one name apart
};

}  // namespace tandem
