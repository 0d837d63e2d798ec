// Puts images, channels and labels together by their names and folders. Internal to storage/import.
//
// Thread-safe. Invariant: every image becomes part of one case or of one finding. The rules are in import_plan.h.
#pragma once

#include "core/study/finding.h"
#include "storage/import/draft_case.h"
#include "storage/import/file_listing.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tandem {

struct PairedFiles {
    std::vector<DraftCase> cases;
    std::vector<Finding> findings;
    std::int64_t ignoredFiles = 0;  ///< images without the wanted suffix
};

[[nodiscard]] PairedFiles pairFiles(const std::vector<FoundImage>& files, const std::string& imageSuffix);

}  // namespace tandem
