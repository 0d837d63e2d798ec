// Predicting in the background, from whichever page it is asked for.
//
// Used on the GUI thread. Invariant: the session says that the predictions have changed after each case that was kept,
// so that it can be looked at while the others are predicted, and when the job has ended, however it ended.
#pragma once

#include "storage/prediction/prediction_study.h"
#include "ui/jobs/job.h"
#include "ui/session/project_session.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace tandem {

class JobList;

class PredictionJob : public Job {
    Q_OBJECT

public:
    /// Predicts, and calls caseDone after each case that was kept; on the job's thread.
    using Predict = std::function<void(const std::function<void(std::int64_t)>& caseDone, const Progress& progress,
                                       const std::stop_token& stop)>;

    PredictionJob(const QString& title, std::int64_t runId, Predict predict, QObject* parent = nullptr);
    PredictionJob(OpenProject open, const PredictionRequest& request, QObject* parent = nullptr);

    [[nodiscard]] std::int64_t runId() const noexcept { return m_runId; }

Q_SIGNALS:
    void casePredicted(std::int64_t caseId);

private:
    PredictionJob(const QString& title, std::int64_t runId, Predict predict,
                  const std::shared_ptr<std::function<void(std::int64_t)>>& caseDone, QObject* parent);

    std::int64_t m_runId;
};

PredictionJob* queuePrediction(ProjectSession& session, std::unique_ptr<PredictionJob> job);
/// Queues the job, which opens the project and the engine itself. It belongs to the session's list of jobs.
Job* queuePrediction(ProjectSession& session, const PredictionRequest& request);

/// Whether a prediction with the run waits or goes on.
[[nodiscard]] bool isPredicting(const JobList& jobs, std::int64_t runId);

}  // namespace tandem
