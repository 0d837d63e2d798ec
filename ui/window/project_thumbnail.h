// A small picture by which a person knows a project again: a slice of a labelled case with its label.
//
// Thread-safe but for what takes a Project, which is for that project's thread. Invariant: kept in the project's folder
// as thumbnail.png, which appears whole or not at all and says in itself what it shows.
#pragma once

#include <filesystem>
#include <stop_token>

namespace tandem {

class Project;

inline constexpr int kThumbnailSide = 144;

[[nodiscard]] std::filesystem::path thumbnailFile(const std::filesystem::path& project);

/// Draws and keeps it, unless the one that is kept shows the same case in the same colours; without a case there is
/// none. Reads one case. Throws Error (NotFound when its files are gone, ...; Io).
void renewThumbnail(const Project& project, const std::stop_token& stop);

}  // namespace tandem
