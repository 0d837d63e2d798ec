#include "ui/trust/trust_updater.h"

#include "storage/db/project.h"
#include "storage/reliability/trust_learning.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace tandem {

namespace {

class TrustJob : public Job {
public:
    TrustJob(const QString& title, const OpenProject& open, const TrustWork& work)
        : Job(title,
              [open, work](const Progress& progress, const std::stop_token& stop) {
                  const TrustRequest request{.runId = work.runId,
                                             .weights = work.weights,
                                             .label = work.label,
                                             .isToPredict = false,
                                             .isToScore = work.isToScore};
                  static_cast<void>(learnTrust(open(), {}, request, stepsOf(request, progress), stop));
              }),
          m_work(work) {
        setMayStopUnasked();
    }
    [[nodiscard]] const TrustWork& work() const noexcept { return m_work; }

private:
    TrustWork m_work;
};

}  // namespace

TrustUpdater::TrustUpdater(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void TrustUpdater::update(const TrustWork& work) {
    if (isBusy() && work.state == m_state) {
        return;
    }
    if (isBusy()) {
        m_job->cancel();
        m_state.clear();
        Q_EMIT ended();
    }
    if (!work.isAny() || m_session.project().isReadOnly() || m_tried.contains(work.state) ||
        isPredicting(m_session.jobs(), work.runId) || isDoneElsewhere(work)) {
        return;
    }
    m_state = work.state;
    Q_EMIT progressed(0);
    const QString title =
        work.isToMeasure ? tr("Measuring the trust of run %1") : tr("Scoring the predictions of run %1");
    auto job = std::make_unique<TrustJob>(title.arg(work.runId), m_session.toWork(), work);
    TrustJob* const started = job.get();
    m_job = started;
    connect(started, &Job::progressed, this, [this, started](double fraction) {
        if (started->work().state == m_state) {
            Q_EMIT progressed(fraction);
        }
    });
    connect(started, &Job::ended, this, [this, started] { end(*started, started->work()); });
    m_session.jobs().startNow(std::move(job));
}

bool TrustUpdater::isDoneElsewhere(const TrustWork& work) const {
    const JobList& jobs = m_session.jobs();
    for (int row = 0; row < jobs.rowCount(); ++row) {
        const auto* const job = dynamic_cast<const TrustJob*>(jobs.at(row));
        if (job != nullptr && !job->hasEnded() && !job->isStopping() && job->work().state == work.state) {
            return true;
        }
    }
    return false;
}

void TrustUpdater::end(const Job& job, const TrustWork& work) {
    if (job.state() != JobState::Cancelled) {
        m_tried.insert(work.state);
    }
    const bool isWanted = &job == m_job && work.state == m_state;
    if (isWanted) {
        m_state.clear();
    }
    if (job.state() == JobState::Finished) {
        Q_EMIT m_session.predictionsChanged(work.runId);
    }
    if (isWanted) {
        Q_EMIT ended();
    }
}

}  // namespace tandem
