#include "ui/training/run_launcher.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/training/training_job.h"

#include <algorithm>

namespace tandem {
namespace {

RunEstimate estimateOf(const OpenProject& open, const TrainingRequest& request, bool mayProbe, const Progress& progress,
                       const std::stop_token& stop) {
    Project project = open();
    const auto engine = openEngine();
    return estimateRun(project, *engine, request, mayProbe, progress, stop);
}

}  // namespace

RunLauncher::RunLauncher(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {
    connect(&session.jobs(), &JobList::aboutToCancelAll, this, &RunLauncher::noteClosing);
}

void RunLauncher::start(const TrainingRequest& request) {
    using QueueJob = ResultJob<std::int64_t>;
    auto job = std::make_unique<QueueJob>(
        tr("Adding a run"),
        [open = m_session.toWork(), request](const Progress& progress, const std::stop_token& stop) {
            Project project = open();
            return queueTraining(project, *openEngine(), request, progress, stop).id;
        });
    QueueJob* const added = job.get();
    connect(added, &Job::finished, this, [this, added] {
        const std::int64_t runId = added->take();
        resume(runId);
        Q_EMIT m_session.runsChanged();
        // The run has locked its split.
        Q_EMIT m_session.splitsChanged();
        Q_EMIT queued(runId);
    });
    m_session.jobs().startNow(std::move(job));
}

void RunLauncher::resume(std::int64_t runId, const std::optional<RunExtension>& extension) {
    if (isActive(runId)) {
        return;
    }
    auto job = std::make_unique<TrainingJob>(
        TrainingJobRequest{.open = m_session.toWork(), .runId = runId, .extension = extension});
    connect(job.get(), &TrainingJob::pointsArrived, this, &RunLauncher::pointsArrived);
    connect(job.get(), &TrainingJob::runChanged, &m_session, &ProjectSession::runsChanged);
    connect(job.get(), &TrainingJob::runAdvanced, &m_session, &ProjectSession::runAdvanced);
    connect(job.get(), &TrainingJob::noticed, this,
            [this, runId](const QString& sentence) { Q_EMIT noticed(runId, sentence); });
    connect(job.get(), &TrainingJob::pauseChanged, this, &RunLauncher::activityChanged);
    connect(job.get(), &TrainingJob::snapshotTaken, this, [this, runId] { Q_EMIT snapshotTaken(runId); });
    connect(job.get(), &Job::started, this, &RunLauncher::activityChanged);
    connect(job.get(), &Job::ended, this, [this, runId] { noteEnd(runId); });
    connect(job.get(), &Job::ended, this, &RunLauncher::activityChanged);
    m_stopped.erase(runId);
    m_jobs[runId] = job.get();
    m_session.jobs().queue(std::move(job));
    Q_EMIT activityChanged();
}

void RunLauncher::stop(std::int64_t runId) {
    if (TrainingJob* const job = activeJob(runId)) {
        m_stopped.insert(runId);
        job->cancel();
    }
}

void RunLauncher::noteClosing() {
    for (const auto& [runId, job] : m_jobs) {
        if (isActive(runId) && !m_stopped.contains(runId)) {
            m_cutOff.insert(runId);
        }
    }
}

void RunLauncher::noteEnd(std::int64_t runId) {
    if (m_cutOff.erase(runId) == 0) {
        return;
    }
    m_session.attempt([&] {
        m_session.project().runs().markCutOff(runId);
        Q_EMIT m_session.runsChanged();
    });
}

void RunLauncher::setPaused(std::int64_t runId, bool isToPause) {
    if (isRunning(runId)) {
        m_jobs[runId]->setPaused(isToPause);
    }
}

void RunLauncher::estimate(const TrainingRequest& request) {
    using EstimateJob = ResultJob<RunEstimate>;
    // What is measured beside a training says nothing of a run by itself.
    const bool mayProbe = trainingRun() == 0;
    auto job = std::make_unique<EstimateJob>(
        tr("Estimating a run"),
        [open = m_session.toWork(), request, mayProbe](const Progress& progress, const std::stop_token& stop) {
            return estimateOf(open, request, mayProbe, progress, stop);
        });
    EstimateJob* const added = job.get();
    connect(added, &Job::finished, this, [this, added] { Q_EMIT estimated(added->take()); });
    connect(added, &Job::ended, this, &RunLauncher::estimateEnded);
    m_session.jobs().startNow(std::move(job));
}

TrainingJob* RunLauncher::activeJob(std::int64_t runId) const {
    const auto job = m_jobs.find(runId);
    return job != m_jobs.end() && !job->second.isNull() && !job->second->hasEnded() ? job->second.data() : nullptr;
}

bool RunLauncher::isActive(std::int64_t runId) const {
    return activeJob(runId) != nullptr;
}

bool RunLauncher::isRunning(std::int64_t runId) const {
    const TrainingJob* const job = activeJob(runId);
    return job != nullptr && job->state() == JobState::Running;
}

std::int64_t RunLauncher::trainingRun() const {
    const auto found = std::ranges::find_if(m_jobs, [this](const auto& one) { return isRunning(one.first); });
    return found == m_jobs.end() ? 0 : found->first;
}

bool RunLauncher::isToPause(std::int64_t runId) const {
    const TrainingJob* const job = activeJob(runId);
    return job != nullptr && job->isToPause();
}

bool RunLauncher::isPaused(std::int64_t runId) const {
    const TrainingJob* const job = activeJob(runId);
    return job != nullptr && job->isPaused();
}

}  // namespace tandem
