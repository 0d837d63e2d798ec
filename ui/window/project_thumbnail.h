// A small picture by which a person knows a project again: a slice of a labelled case with its label.
//
// Thread-safe but for what takes a Project, which is for that project's thread. Invariant: kept in the project's folder
// as thumbnail.png, which appears whole or not at all.
#pragma once

#include <QImage>
#include <filesystem>
#include <stop_token>

namespace tandem {

class Project;

inline constexpr int kThumbnailSide = 144;

[[nodiscard]] std::filesystem::path thumbnailFile(const std::filesystem::path& project);

/// A null image when the project has no case. Reads one case. Throws Error (NotFound when its files are gone, ...).
[[nodiscard]] QImage drawThumbnail(const Project& project, const std::stop_token& stop);

/// Draws and keeps it. Throws Error (as above; Io).
void writeThumbnail(const Project& project, const std::stop_token& stop);

}  // namespace tandem
