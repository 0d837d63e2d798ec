// Measures the evidence for a run in a job, once for each state of what it depends on.
//
// Used on the GUI thread. Invariant: after measure() for something new, either measured() or givenUp() follows, unless
// it is called for something newer before.
#pragma once

#include "storage/study/reliability_evidence.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <string>

namespace tandem {

class ProjectSession;
struct ReviewQueue;

class EvidenceReader : public QObject {
    Q_OBJECT

public:
    explicit EvidenceReader(ProjectSession& session, QObject* parent = nullptr);

    /// Does nothing when the evidence for this queue was measured, or is being.
    void measure(const ReviewQueue& queue);

Q_SIGNALS:
    void progressed(double fraction);
    void measured(const tandem::ReliabilityEvidence& evidence);
    /// It failed or was cancelled; the next measure() tries again.
    void givenUp();

private:
    ProjectSession& m_session;
    QPointer<Job> m_job;
    std::string m_key;  ///< of what was measured, or is being
};

}  // namespace tandem
