#include "ui/prediction/trust_job.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/reliability/trust_learning.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"

#include <QCoreApplication>
#include <memory>
#include <utility>

namespace tandem {
namespace {

class TrustJobWords {
    Q_DECLARE_TR_FUNCTIONS(TrustJob)

public:
    static QString title(std::int64_t runId) { return tr("Measuring trust in run %1").arg(runId); }
};

}  // namespace

PredictionJob* queueTrust(ProjectSession& session, std::int64_t runId) {
    return queuePrediction(
        session, std::make_unique<PredictionJob>(
                     TrustJobWords::title(runId), runId,
                     [open = session.toWork(), runId](const std::function<void(std::int64_t)>& caseDone,
                                                      const Progress& progress, const std::stop_token& stop) {
                         const Project project = open();
                         std::unique_ptr<Engine> engine;
                         const auto opened = [&engine]() -> const Engine& {
                             engine = openEngine();
                             return *engine;
                         };
                         const TrustRequest request{.runId = runId,
                                                    .weights = weightsOf(presentCheckpoint(project, runId, {})),
                                                    .isToScore = true,
                                                    .caseDone = caseDone};
                         static_cast<void>(learnTrust(project, opened, request, stepsOf(request, progress), stop));
                     }));
}

}  // namespace tandem
