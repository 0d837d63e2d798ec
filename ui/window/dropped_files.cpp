#include "ui/window/dropped_files.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace tandem {

std::filesystem::path projectIn(const QMimeData& dragged) {
    for (const QUrl& url : dragged.urls()) {
        const QFileInfo place(url.toLocalFile());
        if (place.isFile() && place.fileName() == "project.sqlite") {
            return place.absolutePath().toStdString();
        }
        if (place.isDir() && QFileInfo::exists(place.filePath() + "/project.sqlite")) {
            return place.filePath().toStdString();
        }
    }
    return {};
}

std::vector<std::filesystem::path> filesIn(const QMimeData& dragged) {
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : dragged.urls()) {
        if (url.isLocalFile() && QFileInfo::exists(url.toLocalFile())) {
            files.emplace_back(url.toLocalFile().toStdString());
        }
    }
    return projectIn(dragged).empty() ? files : std::vector<std::filesystem::path>();
}

}  // namespace tandem
