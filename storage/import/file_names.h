// The parts of the names of image files. Pure and thread-safe.
//
// Invariant: nothing here looks at the disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace tandem {

/// The file's name without the extensions of an image: "a.b" for "a.b.nii.gz".
[[nodiscard]] std::string imageStem(const std::filesystem::path& file);

/// With the folder that it lies in, as "1-1.dcm" alone says nothing.
[[nodiscard]] std::string nameInFolder(const std::filesystem::path& file);

/// {"la_01", 2} for "la_01_0002".
[[nodiscard]] std::optional<std::pair<std::string, int>> channelOf(const std::string& stem);

/// Whether it holds the voxels of a header beside it (.img, .img.gz, .raw, ...), which alone counts as the image.
[[nodiscard]] bool isDataFileOfHeader(const std::filesystem::path& file);

}  // namespace tandem
