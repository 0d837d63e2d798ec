#include "ui/training/run_remover.h"

#include "core/base/error.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/numbers/quantity.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"
#include "ui/theme/dialogs.h"

#include <QMessageBox>
#include <QPushButton>
#include <memory>
#include <utility>

namespace tandem {
RunRemover::RunRemover(ProjectSession& session, QWidget* over) : QObject(over), m_session(session), m_over(over) {}

void RunRemover::ask(std::int64_t runId, const QString& title) {
    if (isPredicting(m_session.jobs(), runId)) {
        Q_EMIT m_session.failed(tr("%1 predicts cases now; stop that job first.").arg(title), {});
        return;
    }
    auto job = std::make_unique<ResultJob<Counted>>(
        tr("Counting the files of run %1").arg(runId),
        [folder = m_session.folder(), runId](const Progress&, const std::stop_token& stop) {
            return count(Project::open(folder, ProjectAccess::ReadOnly), runId, stop);
        });
    auto* const counting = job.get();
    connect(counting, &Job::finished, this, [this, counting, title] { ask(counting->take(), title); });
    job->setMayStopUnasked();
    m_session.jobs().startNow(std::move(job));
}

RunRemover::Counted RunRemover::count(const Project& project, std::int64_t runId, const std::stop_token& stop) {
    Counted counted{.run = footprintOf(project, runId), .cases = {}};
    for (const auto& [id, name] : project.predictions().predictedCases(runId)) {
        throwIfStopped(stop);
        counted.cases.push_back(
            {.caseId = id, .name = name, .bytes = footprintOf(project, runId, {id}).predictionBytes});
    }
    return counted;
}

void RunRemover::ask(const Counted& counted, const QString& title) {
    const RunFootprint& print = counted.run;
    const QString checkpoints = tr("%n checkpoint(s)", nullptr, print.checkpoints);
    const QString predictions = tr("%n prediction(s)", nullptr, print.predictions);
    auto* const question =
        new QMessageBox(QMessageBox::Warning, tr("Delete"), breakable(title), QMessageBox::Cancel, m_over);
    question->setObjectName("deleteRunQuestion");
    question->setInformativeText(
        tr("The run: its settings, curves, %1 and %2, %3 on disk.\nIts predictions alone: %2, %4 on disk.\n\nWhat is "
           "deleted does not come back. Labels accepted in review, exports and source files stay.")
            .arg(checkpoints, predictions, Quantity::bytes(print.bytes), Quantity::bytes(print.predictionBytes)));
    QPushButton* const run = question->addButton(tr("Delete the &run"), QMessageBox::DestructiveRole);
    QPushButton* const alone = question->addButton(tr("Delete its &predictions"), QMessageBox::DestructiveRole);
    QPushButton* const some = question->addButton(tr("Predictions &of…"), QMessageBox::DestructiveRole);
    run->setObjectName("deleteRun");
    some->setObjectName("deleteSomePredictions");
    alone->setObjectName("deletePredictions");
    for (QPushButton* const button : {alone, some}) {
        allow(*button, print.predictions > 0 ? QString() : tr("The run has predicted no case"), {});
    }
    question->setDefaultButton(QMessageBox::Cancel);
    connect(run, &QPushButton::clicked, this, [this, id = print.runId] {
        start(tr("Deleting run %1").arg(id), id, [id](const Project& project) { removeRun(project, id); });
    });
    connect(alone, &QPushButton::clicked, this, [this, id = print.runId] {
        start(tr("Deleting the predictions of run %1").arg(id), id,
              [id](const Project& project) { static_cast<void>(removePredictions(project, id)); });
    });
    connect(some, &QPushButton::clicked, this, [this, counted, title] { pick(counted, title); });
    openDialog(*question);
}

void RunRemover::pick(const Counted& counted, const QString& title) {
    auto* const picker = new PredictionPicker(title, counted.cases, m_over);
    connect(picker, &QDialog::accepted, this, [this, picker, id = counted.run.runId] {
        start(tr("Deleting predictions of run %1").arg(id), id, [id, cases = picker->ticked()](const Project& project) {
            static_cast<void>(removePredictions(project, id, cases));
        });
    });
    openDialog(*picker);
}

void RunRemover::start(const QString& title, std::int64_t runId, const std::function<void(const Project&)>& remove) {
    auto job = std::make_unique<Job>(
        title, [open = m_session.toWork(), remove](const Progress&, const std::stop_token&) { remove(open()); });
    connect(job.get(), &Job::ended, this, [this, runId] {
        Q_EMIT m_session.runsChanged();
        Q_EMIT m_session.predictionsChanged(runId);
        Q_EMIT ended(runId);
    });
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
