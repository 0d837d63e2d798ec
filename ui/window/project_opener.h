// Finds out which project a person wants open: one to be made, or one to be looked for. What is open stays as it is;
// the window opens what was wanted.
//
// Used on the GUI thread. Invariant: a project that is wanted exists.
#pragma once

#include "storage/db/project.h"

#include <QObject>
#include <filesystem>
#include <vector>

namespace tandem {

class ProjectOpener : public QObject {
    Q_OBJECT

public:
    /// window: asks in dialogs before it.
    explicit ProjectOpener(QWidget& window);

    /// files: what the project is made for, if there is anything yet.
    void make(const std::vector<std::filesystem::path>& files = {});
    /// access: ReadOnly or WherePossible.
    void ask(ProjectAccess access);

Q_SIGNALS:
    /// files: to be imported.
    void wanted(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files,
                tandem::ProjectAccess access);
    void failed(const QString& sentence, const QString& detail);

private:
    QWidget& m_window;
};

}  // namespace tandem
