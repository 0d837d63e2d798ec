// Brings the trust of a run, and the scores by it, up to date in a job, once for each state of what they depend on.
//
// Used on the GUI thread. Invariant: a state is worked on by one job of a window; what failed is not tried again until
// something that it depends on has changed; nothing is measured while the run predicts cases, as that changes it.
#pragma once

#include "ui/jobs/job.h"
#include "ui/trust/trust_work.h"

#include <QObject>
#include <QPointer>
#include <set>
#include <string>

namespace tandem {

class ProjectSession;

class TrustUpdater : public QObject {
    Q_OBJECT

public:
    explicit TrustUpdater(ProjectSession& session, QObject* parent = nullptr);

    /// Does what is to be done; nothing where it is being done, or was tried, or while the run predicts, whose end is
    /// told by ProjectSession::predictionsChanged(). Stops what was asked for before.
    void update(const TrustWork& work);
    [[nodiscard]] bool isBusy() const { return !m_job.isNull() && !m_job->hasEnded(); }

Q_SIGNALS:
    void progressed(double fraction);
    /// It was done, and the session has told of it; or it failed, or was stopped.
    void ended();

private:
    [[nodiscard]] bool isDoneElsewhere(const TrustWork& work) const;
    void end(const Job& job, const TrustWork& work);

    ProjectSession& m_session;
    QPointer<Job> m_job;
    std::string m_state;            ///< of what is being done, or was last
    std::set<std::string> m_tried;  ///< states for which it was done, or failed
};

}  // namespace tandem
