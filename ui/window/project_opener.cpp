#include "ui/window/project_opener.h"

#include "core/study/label_scheme.h"
#include "ui/theme/attempt.h"
#include "ui/theme/dialogs.h"
#include "ui/window/new_project_dialog.h"

namespace tandem {

ProjectOpener::ProjectOpener(QWidget& window) : QObject(&window), m_window(window) {}

void ProjectOpener::make(const std::vector<std::filesystem::path>& files) {
    auto* const dialog = new NewProjectDialog(files, &m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, files] {
        const std::filesystem::path folder = dialog->folder();
        const bool isMade = attempt(
            [&] {
                static_cast<void>(
                    Project::create(folder, folder.stem().string(), dialog->labels(), dialog->identifiers()));
            },
            [this](const QString& sentence, const QString& detail) { Q_EMIT failed(sentence, detail); });
        if (isMade) {
            Q_EMIT wanted(folder, files, ProjectAccess::WherePossible);
        }
    });
    openDialog(*dialog);
}

void ProjectOpener::ask(ProjectAccess access) {
    askForFolder(m_window, tr("Open a project: a folder NAME.tandem"), documentsFolder(),
                 [this, access](const QString& folder) { Q_EMIT wanted(folder.toStdString(), {}, access); });
}

}  // namespace tandem
