// What the names of files and folders tell about their part in a data set. Pure and thread-safe.
//
// Invariant: nothing here looks at the disk.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tandem {

/// The file's name without the extensions of an image: "a.b" for "a.b.nii.gz".
[[nodiscard]] std::string imageStem(const std::filesystem::path& file);

/// "la_01" for "la_01_seg": the name of the image that a label with _seg, -seg, _label, -label or _gt belongs to.
[[nodiscard]] std::optional<std::string> withoutLabelSuffix(const std::string& stem);

/// {"la_01", 2} for "la_01_0002".
[[nodiscard]] std::optional<std::pair<std::string, int>> channelOf(const std::string& stem);

/// Where the images lie for a folder of labels or one below it: ".../images/x" for ".../labels/x". depth: how many of
/// the last components may be the folder of labels. Nothing when none is.
[[nodiscard]] std::optional<std::filesystem::path> imageFolderFor(const std::filesystem::path& labelFolder,
                                                                  std::size_t depth);

/// imagesTr and imagesTs, in which every file's name ends with a channel.
[[nodiscard]] bool isChannelFolderName(std::string_view name);

/// Whether it holds the voxels of a header beside it (.img, .img.gz, .raw, ...), which alone counts as the image.
[[nodiscard]] bool isDataFileOfHeader(const std::filesystem::path& file);

}  // namespace tandem
