#include "ui/training/run_launcher.h"

#include "core/engine_module.h"
#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/training/training_job.h"

namespace tandem {
namespace {

MemoryEstimate estimateOf(const std::filesystem::path& folder, const TrainingRequest& request, const Progress& progress,
                          const std::stop_token& stop) {
    checkSettings(request.training);
    checkSettings(request.preparation);
    Project project = Project::open(folder);
    const auto engine = openEngine();
    // A run as it would be queued, but not in the project.
    RunRecord run;
    run.settingsJson = settingsToJson(request.training);
    run.preparationJson = settingsToJson(request.preparation);
    run.splitId = request.splitId;
    return engine->estimateTraining(planTraining(project, run, progress, stop));
}

}  // namespace

RunLauncher::RunLauncher(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void RunLauncher::start(const TrainingRequest& request) {
    using QueueJob = ResultJob<std::int64_t>;
    auto job = std::make_unique<QueueJob>(
        tr("Adding a run"), [folder = m_session.folder(), request](const Progress&, const std::stop_token&) {
            Project project = Project::open(folder);
            return queueTraining(project, *openEngine(), request).id;
        });
    QueueJob* const added = job.get();
    connect(added, &Job::finished, this, [this, added] {
        const std::int64_t runId = added->result();
        resume(runId);
        Q_EMIT m_session.runsChanged();
        // The run has locked its split.
        Q_EMIT m_session.splitsChanged();
        Q_EMIT queued(runId);
    });
    m_session.jobs().startNow(std::move(job));
}

void RunLauncher::resume(std::int64_t runId, std::optional<std::int64_t> extendTo) {
    if (isActive(runId)) {
        return;
    }
    auto job = std::make_unique<TrainingJob>(
        TrainingJobRequest{.projectFolder = m_session.folder(), .runId = runId, .extendTo = extendTo});
    connect(job.get(), &TrainingJob::pointsArrived, this, &RunLauncher::pointsArrived);
    connect(job.get(), &TrainingJob::runChanged, &m_session, &ProjectSession::runsChanged);
    connect(job.get(), &TrainingJob::noticed, this,
            [this, runId](const QString& sentence) { Q_EMIT noticed(runId, sentence); });
    connect(job.get(), &Job::started, this, &RunLauncher::activityChanged);
    connect(job.get(), &Job::ended, this, &RunLauncher::activityChanged);
    m_jobs[runId] = job.get();
    m_session.jobs().queue(std::move(job));
    Q_EMIT activityChanged();
}

void RunLauncher::stop(std::int64_t runId) {
    if (isActive(runId)) {
        m_jobs[runId]->cancel();
    }
}

void RunLauncher::estimate(const TrainingRequest& request) {
    using EstimateJob = ResultJob<MemoryEstimate>;
    auto job = std::make_unique<EstimateJob>(
        tr("Estimating memory"),
        [folder = m_session.folder(), request](const Progress& progress, const std::stop_token& stop) {
            return estimateOf(folder, request, progress, stop);
        });
    EstimateJob* const added = job.get();
    connect(added, &Job::finished, this, [this, added] { Q_EMIT estimated(added->result()); });
    connect(added, &Job::ended, this, &RunLauncher::estimateEnded);
    m_session.jobs().startNow(std::move(job));
}

bool RunLauncher::isActive(std::int64_t runId) const {
    const auto job = m_jobs.find(runId);
    return job != m_jobs.end() && !job->second.isNull() && !job->second->hasEnded();
}

}  // namespace tandem
