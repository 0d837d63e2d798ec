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

Job* queuePrediction(ProjectSession& session, const PredictionRequest& request) {
    auto job = std::make_unique<Job>(
        PredictionWords::title(request),
        [folder = session.folder(), request](const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder);
            static_cast<void>(predictCases(project, *openEngine(), request, progress, stop));
        });
    Job* const queued = job.get();
    QObject::connect(queued, &Job::ended, &session, &ProjectSession::predictionsChanged);
    session.jobs().queue(std::move(job));
    return queued;
}

}  // namespace tandem
