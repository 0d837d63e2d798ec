#include "ui/training/curve_exporter.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "storage/db/project.h"
#include "storage/training/curve_files.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/documents.h"

#include <QFileDialog>
#include <memory>
#include <utility>

namespace tandem {

CurveExporter::CurveExporter(ProjectSession& session, QWidget* over)
    : QObject(over), m_session(session), m_over(over) {}

void CurveExporter::askForTable(std::int64_t runId) {
    auto* const dialog =
        new QFileDialog(m_over, tr("Export the curves of run %1").arg(runId), documentsFolder(), tr("Table (*.csv)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);  // which asks before a file is replaced
    dialog->setDefaultSuffix("csv");
    dialog->selectFile(QStringLiteral("run%1_curves.csv").arg(runId));
    ask(dialog, runId, [runId](const Project& project, const std::filesystem::path& file) {
        writeAtomically(file, curvesCsv(project, runId));
        return file;
    });
}

void CurveExporter::askForEvents(std::int64_t runId) {
    auto* const dialog = new QFileDialog(m_over, tr("The folder for TensorBoard (--logdir)"), documentsFolder());
    dialog->setFileMode(QFileDialog::Directory);
    ask(dialog, runId, [runId](const Project& project, const std::filesystem::path& folder) {
        return writeCurvesEvents(project, runId, folder);
    });
}

void CurveExporter::ask(QFileDialog* dialog, std::int64_t runId, const Write& write) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, runId, write](const QString& chosen) { start(runId, chosen.toStdString(), write); });
    dialog->open();
}

void CurveExporter::start(std::int64_t runId, const std::filesystem::path& chosen, const Write& write) {
    auto job = std::make_unique<ResultJob<std::filesystem::path>>(
        tr("Exporting the curves of run %1").arg(runId),
        [folder = m_session.folder(), chosen, write](const Progress&, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
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
