#include "ui/review/evidence_reader.h"

#include "storage/db/project.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/review_queue.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <memory>

namespace tandem {

EvidenceReader::EvidenceReader(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void EvidenceReader::measure(const ReviewQueue& queue) {
    const std::string key =
        std::to_string(queue.runId) + ':' + std::to_string(queue.validationCases) + ':' + queue.evidenceKey;
    if (key == m_key) {
        return;
    }
    m_key = key;
    if (!m_job.isNull() && !m_job->hasEnded()) {
        m_job->cancel();
    }
    if (queue.evidenceKey.empty()) {
        Q_EMIT measured(ReliabilityEvidence{.validationCases = queue.validationCases});
        return;
    }
    Q_EMIT progressed(0);
    auto job = std::make_unique<ResultJob<ReliabilityEvidence>>(
        tr("Measuring the evidence for run %1").arg(queue.runId),
        [folder = m_session.folder(), run = queue.runId](const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            return measureEvidence(project, run, presentWeights(project, run).value_or(Weights{}), progress, stop);
        });
    job->setMayStopUnasked();
    auto* const started = job.get();
    m_job = started;
    connect(started, &Job::progressed, this, [this, key](double fraction) {
        if (key == m_key) {
            Q_EMIT progressed(fraction);
        }
    });
    connect(started, &Job::ended, this, [this, started, key] {
        if (key != m_key) {
            return;
        }
        if (started->state() == JobState::Finished) {
            Q_EMIT measured(started->result());
        } else {
            m_key.clear();
            Q_EMIT givenUp();
        }
    });
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
