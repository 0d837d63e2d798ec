#include "ui/prediction/prediction_job.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QCoreApplication>
#include <memory>
#include <utility>

namespace tandem {
namespace {

class PredictionWords {
    Q_DECLARE_TR_FUNCTIONS(PredictionJob)

public:
    static QString title(const PredictionRequest& request) {
        return tr("Predicting %n case(s) with run %1", nullptr, static_cast<int>(request.caseIds.size()))
            .arg(request.runId);
    }
};

}  // namespace

PredictionJob::PredictionJob(const QString& title, std::int64_t runId, Predict predict, QObject* parent)
    : PredictionJob(title, runId, std::move(predict), std::make_shared<std::function<void(std::int64_t)>>(), parent) {}

PredictionJob::PredictionJob(const QString& title, std::int64_t runId, Predict predict,
                             const std::shared_ptr<std::function<void(std::int64_t)>>& caseDone, QObject* parent)
    : Job(
          title,
          [caseDone, work = std::move(predict)](const Progress& progress, const std::stop_token& stop) {
              work(*caseDone, progress, stop);
          },
          parent),
      m_runId(runId) {
    *caseDone = [this, call = ownersCall()](std::int64_t caseId) {
        call([this, caseId] { Q_EMIT casePredicted(caseId); });
    };
}

PredictionJob::PredictionJob(OpenProject open, const PredictionRequest& request, QObject* parent)
    : PredictionJob(
          PredictionWords::title(request), request.runId,
          [open = std::move(open), asked = request](const std::function<void(std::int64_t)>& caseDone,
                                                    const Progress& progress, const std::stop_token& stop) mutable {
              const Project project = open();
              asked.caseDone = caseDone;
              static_cast<void>(predictCases(project, *openEngine(), asked, progress, stop));
          },
          parent) {}

bool isPredicting(const JobList& jobs, std::int64_t runId) {
    for (int row = 0; row < jobs.rowCount(); ++row) {
        const auto* const job = qobject_cast<const PredictionJob*>(jobs.at(row));
        if (job != nullptr && !job->hasEnded() && job->runId() == runId) {
            return true;
        }
    }
    return false;
}

PredictionJob* queuePrediction(ProjectSession& session, std::unique_ptr<PredictionJob> job) {
    PredictionJob* const queued = job.get();
    QObject::connect(queued, &PredictionJob::casePredicted, &session, [&session, queued](std::int64_t caseId) {
        Q_EMIT session.predictionsChanged(queued->runId(), {caseId});
    });
    QObject::connect(queued, &Job::ended, &session,
                     [&session, queued] { Q_EMIT session.predictionsChanged(queued->runId()); });
    session.jobs().queue(std::move(job));
    return queued;
}

Job* queuePrediction(ProjectSession& session, const PredictionRequest& request) {
    return queuePrediction(session, std::make_unique<PredictionJob>(session.toWork(), request));
}

}  // namespace tandem
