#include "ui/training/curve_exporter.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/db/project.h"
#include "storage/export/export_target.h"
#include "storage/training/curve_files.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/dialogs.h"

#include <QDir>
#include <memory>
#include <utility>

namespace tandem {

CurveExporter::CurveExporter(ProjectSession& session, QWidget* over)
    : QObject(over), m_session(session), m_over(over) {}

void CurveExporter::askForTable(std::int64_t runId) {
    askWhereToSave(*m_over, tr("Export the curves of run %1").arg(runId),
                   QDir(documentsFolder()).filePath(QStringLiteral("run%1_curves").arg(runId)), {tr("Table (*.csv)")},
                   [this, runId](const QString& chosen) {
                       start(runId, chosen.toStdString(),
                             [runId](const Project& project, const std::filesystem::path& file) {
                                 writeAtomically(file, curvesCsv(project, runId));
                                 return file;
                             });
                   });
}

void CurveExporter::askForEvents(std::int64_t runId) {
    askForFolder(
        *m_over, tr("The folder for TensorBoard (--logdir)"), documentsFolder(), [this, runId](const QString& chosen) {
            start(runId, chosen.toStdString(), [runId](const Project& project, const std::filesystem::path& folder) {
                return writeCurvesEvents(project, runId, folder);
            });
        });
}

void CurveExporter::start(std::int64_t runId, const std::filesystem::path& chosen, const Write& write) {
    auto job = std::make_unique<ResultJob<std::filesystem::path>>(
        tr("Exporting the curves of run %1").arg(runId),
        [folder = m_session.folder(), chosen, write](const Progress&, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            requireForExports(project, realPath(chosen));
            throwIfStopped(stop);
            return write(project, chosen);
        });
    auto* const running = job.get();
    connect(running, &Job::finished, this, [this, runId, running] {
        Q_EMIT told(runId, tr("its curves are in %1.").arg(QString::fromStdString(running->take().string())));
    });
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
