#include "ui/session/case_work.h"

#include "storage/db/project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <memory>
#include <utility>

namespace tandem {

void CaseWork::start(const QString& title, const Work& work) {
    auto job = std::make_unique<ResultJob<QString>>(
        title, [open = m_session.toWork(), work](const Progress& progress, const std::stop_token& stop) {
            return work(open(), progress, stop);
        });
    ResultJob<QString>* const started = job.get();
    connect(started, &Job::ended, this, [this, started] {
        if (started->state() == JobState::Finished) {
            Q_EMIT told(started->take());
        }
        Q_EMIT m_session.casesChanged();
    });
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
