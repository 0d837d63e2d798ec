// The demo's picture: slices of test cases with label, prediction, maps of the method, and how far to trust the label.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tandem {
class Project;
struct Evaluation;
}  // namespace tandem

namespace tandem::cli {

/// A row for each case of the evaluation, at most `most`, in the slice with most of the label. Needs maps "all". Throws
/// Error.
void drawDemoPicture(const Project& project, const Evaluation& evaluation, std::size_t most,
                     const std::filesystem::path& png);

}  // namespace tandem::cli
