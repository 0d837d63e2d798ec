// The files and folders that are dragged onto a page or chosen in a file dialog.
//
// Thread-safe. Invariant: a project is never among them, as the window opens it instead.
#pragma once

#include <QStringList>
#include <filesystem>
#include <vector>

class QMimeData;

namespace tandem {

/// None when a project is among what is dragged.
[[nodiscard]] std::vector<std::filesystem::path> droppedFiles(const QMimeData& dragged);

[[nodiscard]] std::vector<std::filesystem::path> pathsOf(const QStringList& files);

}  // namespace tandem
