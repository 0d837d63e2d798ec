// Starts, pauses, stops, continues and extends the training of runs, as jobs of the window.
//
// Used on the GUI thread. Invariant: a run has at most one job that waits or runs; one that ends because the window
// closes is marked as cut off.
#pragma once

#include "storage/db/run_record.h"
#include "storage/training/run_extension.h"
#include "storage/training/training_estimate.h"
#include "storage/training/training_study.h"

#include <QObject>
#include <QPointer>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tandem {

class ProjectSession;
class TrainingJob;

class RunLauncher : public QObject {
    Q_OBJECT

public:
    explicit RunLauncher(ProjectSession& session, QObject* parent = nullptr);

    /// Adds the run to the project, then to the queue.
    void start(const TrainingRequest& request);
    /// Continues a run from its last checkpoint, or starts one that waits in the project; extended first when an
    /// extension is given.
    void resume(std::int64_t runId, const std::optional<RunExtension>& extension = {});
    /// What was trained is kept.
    void stop(std::int64_t runId);
    /// Holds a run that trains, or lets it go on.
    void setPaused(std::int64_t runId, bool isToPause);
    /// Prepares the cases if need be, and finds out what the run would need.
    void estimate(const TrainingRequest& request);

    /// Waits or trains as a job of this window.
    [[nodiscard]] bool isActive(std::int64_t runId) const;
    /// Trains now, paused or not.
    [[nodiscard]] bool isRunning(std::int64_t runId) const;
    [[nodiscard]] bool isToPause(std::int64_t runId) const;
    [[nodiscard]] bool isPaused(std::int64_t runId) const;
    /// The run that trains now; 0 without one.
    [[nodiscard]] std::int64_t trainingRun() const;

Q_SIGNALS:
    void queued(std::int64_t runId);
    void pointsArrived(const std::vector<tandem::MetricPoint>& points);
    void noticed(std::int64_t runId, const QString& sentence);
    /// A run became active, paused, went on or ended.
    void activityChanged();
    void snapshotTaken(std::int64_t runId);
    void estimated(const tandem::RunEstimate& estimate);
    /// No estimate comes; a failure is shown where failures are.
    void estimateEnded();

private:
    /// nullptr when the run has no job that waits or runs.
    [[nodiscard]] TrainingJob* activeJob(std::int64_t runId) const;

    /// The window closes: what trains or waits, but for what the person has stopped, is to be offered again.
    void noteClosing();
    void noteEnd(std::int64_t runId);

    ProjectSession& m_session;
    std::map<std::int64_t, QPointer<TrainingJob>> m_jobs;
    std::set<std::int64_t> m_stopped;  ///< by the person
    std::set<std::int64_t> m_cutOff;   ///< by the window
};

}  // namespace tandem
