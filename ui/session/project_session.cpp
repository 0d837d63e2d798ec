#include "ui/session/project_session.h"

#include "ui/session/project_watch.h"

#include <utility>

namespace tandem {

ProjectSession::ProjectSession(Project project, JobList& jobs, QObject* parent)
    : QObject(parent), m_project(std::move(project)), m_jobs(jobs) {
    new ProjectWatch(*this);
}

bool ProjectSession::attempt(const std::function<void()>& work) {
    return tandem::attempt(work, teller());
}

TellFailure ProjectSession::teller() {
    return [this](const QString& sentence, const QString& detail) { Q_EMIT failed(sentence, detail); };
}

}  // namespace tandem
