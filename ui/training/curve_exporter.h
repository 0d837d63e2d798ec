// Writes the curves of a run for other programs, after a person has said where to.
//
// Used on the GUI thread; files are written by jobs. Invariant: no question waits in a loop of its own; what was
// written is told once, and a failure where failures are shown.
#pragma once

#include <QObject>
#include <QString>
#include <cstdint>
#include <filesystem>
#include <functional>

class QWidget;

namespace tandem {

class Project;
class ProjectSession;

class CurveExporter : public QObject {
    Q_OBJECT

public:
    /// over: the widget over which is asked.
    CurveExporter(ProjectSession& session, QWidget* over);

    /// For a CSV file.
    void askForTable(std::int64_t runId);
    /// For a folder that TensorBoard is shown.
    void askForEvents(std::int64_t runId);

Q_SIGNALS:
    void told(std::int64_t runId, const QString& sentence);

private:
    /// Writes and gives the file.
    using Write = std::function<std::filesystem::path(const Project& project, const std::filesystem::path& chosen)>;

    void start(std::int64_t runId, const std::filesystem::path& chosen, const Write& write);

    ProjectSession& m_session;
    QWidget* m_over;
};

}  // namespace tandem
