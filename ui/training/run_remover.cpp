#include "ui/training/run_remover.h"

#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <memory>
#include <utility>

namespace tandem {
namespace {

QString sizeText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes));
}

}  // namespace

RunRemover::RunRemover(ProjectSession& session, QWidget* over) : QObject(over), m_session(session), m_over(over) {}

void RunRemover::ask(std::int64_t runId, const QString& title) {
    if (isPredicting(m_session.jobs(), runId)) {
        Q_EMIT m_session.failed(tr("%1 predicts cases now; stop that job first.").arg(title), {});
        return;
    }
    auto job = std::make_unique<ResultJob<RunFootprint>>(
        tr("Counting the files of run %1").arg(runId),
        [folder = m_session.folder(), runId](const Progress&, const std::stop_token&) {
            return footprintOf(Project::open(folder, ProjectAccess::ReadOnly), runId);
        });
    auto* const counting = job.get();
    connect(counting, &Job::finished, this, [this, counting, title] { ask(counting->result(), title); });
    job->setMayStopUnasked();
    m_session.jobs().startNow(std::move(job));
}

void RunRemover::ask(const RunFootprint& print, const QString& title) {
    const QString checkpoints = tr("%n checkpoint(s)", nullptr, print.checkpoints);
    const QString predictions = tr("%n prediction(s)", nullptr, print.predictions);
    auto* const question =
        new QMessageBox(QMessageBox::Warning, tr("Delete"), breakable(title), QMessageBox::Cancel, m_over);
    question->setObjectName("deleteRunQuestion");
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("The run: its settings, curves, %1 and %2, %3 on disk.\nIts predictions alone: %2, %4 on disk.\n\nWhat is "
           "deleted does not come back. Labels accepted in review, exports and source files stay.")
            .arg(checkpoints, predictions, sizeText(print.bytes), sizeText(print.predictionBytes)));
    QPushButton* const run = question->addButton(tr("Delete the &run"), QMessageBox::DestructiveRole);
    QPushButton* const alone = question->addButton(tr("Delete its &predictions"), QMessageBox::DestructiveRole);
    run->setObjectName("deleteRun");
    alone->setObjectName("deletePredictions");
    allow(*alone, print.predictions > 0 ? QString() : tr("The run has predicted no case"), {});
    question->setDefaultButton(QMessageBox::Cancel);
    connect(run, &QPushButton::clicked, this, [this, id = print.runId] {
        start(tr("Deleting run %1").arg(id), id, [id](const Project& project) { removeRun(project, id); });
    });
    connect(alone, &QPushButton::clicked, this, [this, id = print.runId] {
        start(tr("Deleting the predictions of run %1").arg(id), id,
              [id](const Project& project) { static_cast<void>(removePredictions(project, id)); });
    });
    question->open();
}

void RunRemover::start(const QString& title, std::int64_t runId, const std::function<void(const Project&)>& remove) {
    auto job =
        std::make_unique<Job>(title, [folder = m_session.folder(), remove](const Progress&, const std::stop_token&) {
            remove(Project::open(folder));
        });
    connect(job.get(), &Job::ended, this, [this, runId] {
        Q_EMIT m_session.runsChanged();
        Q_EMIT m_session.predictionsChanged();
        Q_EMIT ended(runId);
    });
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
