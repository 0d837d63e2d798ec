#include "ui/datasets/import/dropped_files.h"

#include <QMimeData>
#include <QUrl>

namespace tandem {

std::vector<std::filesystem::path> droppedFiles(const QMimeData& dragged) {
    std::vector<std::filesystem::path> inputs;
    for (const QUrl& url : dragged.urls()) {
        const std::filesystem::path path = url.toLocalFile().toStdString();
        if (path.empty()) {
            continue;
        }
        std::error_code ignored;
        if (std::filesystem::exists(path / "project.sqlite", ignored)) {
            return {};
        }
        inputs.push_back(path);
    }
    return inputs;
}

std::vector<std::filesystem::path> pathsOf(const QStringList& files) {
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files) {
        paths.emplace_back(file.toStdString());
    }
    return paths;
}

}  // namespace tandem
