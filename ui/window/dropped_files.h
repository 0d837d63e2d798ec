// What is dragged onto the window from a file manager. Thread-safe.
#pragma once

#include <filesystem>
#include <vector>

class QMimeData;

namespace tandem {

/// The project folder among what is dragged (or the folder of a project.sqlite), or nothing.
[[nodiscard]] std::filesystem::path projectIn(const QMimeData& dragged);

/// Local files and folders; none when a project is among them.
[[nodiscard]] std::vector<std::filesystem::path> filesIn(const QMimeData& dragged);

}  // namespace tandem
