// A project with very many cases, for measuring what a person waits for.
#pragma once

#include <filesystem>

namespace tandem {

/// Makes FOLDER/cohort.tandem with the given number of cases, a split of all of them and a run that predicted them all,
/// and FOLDER/images with a file for each. Every third case is labelled, every patient has four. The images are links
/// to one small volume; the predictions have no files.
std::filesystem::path writeManyCases(const std::filesystem::path& folder, int count);

}  // namespace tandem
