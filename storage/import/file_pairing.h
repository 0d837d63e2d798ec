// Puts images, channels and labels together by their names and folders. Internal to storage/import.
//
// Thread-safe. Invariant: every file becomes part of one case, or is unused and, where that is no wish of the person's,
// has a finding.
//
// Names only hint (name_words.h). The rules by which hints count hold for all files at once: those that are strong, but
// for the ones without which more files make pairs, and of the weak ones those with which more do. "GT_001" is an image
// where "GT_001_seg" is there, and "p1_lesion" a label where "p1" is.
#pragma once

#include "core/study/finding.h"
#include "storage/import/draft_case.h"
#include "storage/import/file_listing.h"
#include "storage/import/import_options.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

/// What is there to pair, and what is known of it.
struct FilesToPair {
    std::vector<FoundImage> images;
    std::vector<DraftCase> series;                       ///< of DICOM, each as a case of its own
    std::map<std::filesystem::path, int> channelsBelow;  ///< a folder's dataset.json says how many channels it has
};

struct PairedFiles {
    std::vector<DraftCase> cases;
    std::vector<Finding> findings;
    std::int64_t ignoredFiles = 0;  ///< images that are not wanted
    std::string reading;            ///< a sentence: as what the files were read; empty without a case
    std::vector<std::filesystem::path> unused;
};

/// Throws Error (Cancelled).
[[nodiscard]] PairedFiles pairFiles(FilesToPair files, const ImportOptions& options, const std::stop_token& stop);

}  // namespace tandem
