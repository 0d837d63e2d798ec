#include "ui/window/project_opener.h"

#include "core/study/label_scheme.h"
#include "ui/theme/attempt.h"
#include "ui/theme/documents.h"
#include "ui/window/new_project_dialog.h"

#include <QFileDialog>

namespace tandem {

ProjectOpener::ProjectOpener(QWidget& window) : QObject(&window), m_window(window) {}

void ProjectOpener::make(const std::vector<std::filesystem::path>& files) {
    NewProjectDialog dialog(files, &m_window);
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    const std::filesystem::path folder = dialog.folder();
    const bool isMade = attempt(
        [&] {
            static_cast<void>(Project::create(folder, folder.stem().string(), dialog.labels(), dialog.identifiers()));
        },
        [this](const QString& sentence, const QString& detail) { Q_EMIT failed(sentence, detail); });
    if (isMade) {
        Q_EMIT wanted(folder, files, ProjectAccess::WherePossible);
    }
}

void ProjectOpener::ask(ProjectAccess access) {
    const QString folder =
        QFileDialog::getExistingDirectory(&m_window, tr("Open a project: a folder NAME.tandem"), documentsFolder());
    if (!folder.isEmpty()) {
        Q_EMIT wanted(folder.toStdString(), {}, access);
    }
}

}  // namespace tandem
