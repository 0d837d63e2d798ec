#include "ui/window/dropped_files.h"

#include <QFileInfo>
#include <QMimeData>

namespace tandem {

QString projectIn(const QMimeData& dragged) {
    for (const QUrl& url : dragged.urls()) {
        const QFileInfo place(url.toLocalFile());
        if (place.isFile() && place.fileName() == "project.sqlite") {
            return place.absolutePath();
        }
        if (place.isDir() && QFileInfo::exists(place.filePath() + "/project.sqlite")) {
            return place.filePath();
        }
    }
    return {};
}

QList<QUrl> filesIn(const QMimeData& dragged) {
    if (!projectIn(dragged).isEmpty()) {
        return {};
    }
    QList<QUrl> files;
    for (const QUrl& url : dragged.urls()) {
        if (url.isLocalFile() && QFileInfo::exists(url.toLocalFile())) {
            files.append(url);
        }
    }
    return files;
}

}  // namespace tandem
