// What is dragged onto the window from a file manager. Thread-safe.
#pragma once

#include <QList>
#include <QString>
#include <QUrl>

class QMimeData;

namespace tandem {

/// The project folder among what is dragged (or the folder of a project.sqlite), or nothing.
[[nodiscard]] QString projectIn(const QMimeData& dragged);

/// Local files and folders; none when a project is among them.
[[nodiscard]] QList<QUrl> filesIn(const QMimeData& dragged);

}  // namespace tandem
