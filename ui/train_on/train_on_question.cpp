#include "ui/train_on/train_on_question.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/training/train_on.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/theme/dialogs.h"
#include "ui/train_on/train_on_dialog.h"

#include <QCoreApplication>
#include <memory>
#include <utility>

namespace tandem {
namespace {

class TrainOnWords {
    Q_DECLARE_TR_FUNCTIONS(TrainOn)

public:
    static QString title(std::int64_t run) { return tr("Adding a run that goes on from run %1").arg(run); }
    static QString added(const QueuedTrainOn& queued, std::int64_t from) {
        return tr("Run %1 goes on from run %2, on the page Training. %3")
            .arg(QString::number(queued.run.id), QString::number(from), QString::fromStdString(queued.sentence));
    }
};

void startTrainOn(ProjectSession& session, const TrainOnRequest& request, QWidget& over,
                  const std::function<void(const QString&)>& told) {
    auto job = std::make_unique<ResultJob<QueuedTrainOn>>(
        TrainOnWords::title(request.runId),
        [open = session.toWork(), request](const Progress&, const std::stop_token&) {
            Project project = open();
            return queueTrainOn(project, *openEngine(), request);
        });
    auto* const added = job.get();
    const auto from = request.runId;
    const auto result = std::make_shared<QString>();
    QObject::connect(added, &Job::finished, &session, [&session, added, from, result] {
        const QueuedTrainOn queued = added->take();
        *result = TrainOnWords::added(queued, from);
        Q_EMIT session.runsChanged();
        // The run has made its split and locked it.
        Q_EMIT session.splitsChanged();
        Q_EMIT session.trainingWanted(queued.run.id);
    });
    QObject::connect(added, &Job::finished, &over, [result, told] { told(*result); });
    session.jobs().startNow(std::move(job));
}

}  // namespace

void askToTrainOn(ProjectSession& session, std::int64_t run, QWidget& over,
                  const std::function<void(const QString& sentence)>& told) {
    session.attempt([&] {
        auto* const dialog = new TrainOnDialog(session, run, &over);
        QObject::connect(dialog, &QDialog::accepted, &over, [&session, dialog, &over, told] {
            session.attempt([&] { startTrainOn(session, dialog->request(), over, told); });
        });
        openDialog(*dialog);
    });
}

}  // namespace tandem
