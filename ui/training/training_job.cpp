#include "ui/training/training_job.h"

#include "core/base/error.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/training/training_study.h"
#include "ui/training/training_mailbox.h"

#include <QCoreApplication>
#include <utility>

namespace tandem {
namespace {

QString jobTitle(const TrainingJobRequest& request) {
    return QCoreApplication::translate("TrainingJob", "Training run %1").arg(request.runId);
}

void train(const TrainingJobRequest& request, TrainingMailbox& mailbox, const Progress& progress,
           const std::stop_token& stop) {
    Project project = request.open();
    if (request.extension) {
        if (const std::string told = extendTraining(project, request.runId, *request.extension); !told.empty()) {
            mailbox.noticed(told);
        }
    }
    const auto settings = storedSettings<TrainingSettings>(project.runs().get(request.runId).settingsJson).values;
    const auto engine = openEngine();
    mailbox.begin(progress, settings.iterations, stop);
    const Progress preparing = [&, isToldOf = false](double, std::string_view what) mutable {
        if (!std::exchange(isToldOf, true)) {
            mailbox.runChanged();  // it runs
        }
        progress(0, what);
    };
    const TrainingSummary summary = runTraining(project, *engine, request.runId, mailbox, preparing, stop);
    if (summary.stopped) {
        throw Error(ErrorCode::Cancelled, "Stopped at iteration " + std::to_string(summary.iteration) + ".");
    }
}

}  // namespace

TrainingJob::TrainingJob(const TrainingJobRequest& request, QObject* parent)
    : TrainingJob(request, std::make_shared<TrainingMailbox>(request.runId), parent) {}

TrainingJob::TrainingJob(const TrainingJobRequest& request, std::shared_ptr<TrainingMailbox> mailbox, QObject* parent)
    : Job(
          jobTitle(request),
          [request, mailbox](const Progress& progress, const std::stop_token& stop) {
              train(request, *mailbox, progress, stop);
          },
          parent),
      m_runId(request.runId),
      m_mailbox(std::move(mailbox)) {
    m_mailbox->setWake([this, call = ownersCall()] { call([this] { deliver(); }); });
    connect(this, &Job::ended, this, [this] { Q_EMIT runChanged(m_runId); });
}

void TrainingJob::setPaused(bool isToPause) {
    m_isToPause = isToPause;
    m_mailbox->setPaused(isToPause);
    Q_EMIT pauseChanged();
}

void TrainingJob::deliver() {
    const TrainingMail mail = m_mailbox->take();
    if (!mail.points.empty()) {
        Q_EMIT pointsArrived(mail.points);
    }
    for (const QString& sentence : mail.notices) {
        Q_EMIT noticed(sentence);
    }
    if (mail.hasSnapshot) {
        Q_EMIT snapshotTaken();
    }
    if (mail.isPaused && *mail.isPaused != m_isPaused) {
        m_isPaused = *mail.isPaused;
        Q_EMIT pauseChanged();
    }
    if (mail.hasRunChanged) {
        Q_EMIT runChanged(m_runId);
    }
    if (mail.hasAdvanced) {
        Q_EMIT runAdvanced(m_runId);
    }
}

}  // namespace tandem
