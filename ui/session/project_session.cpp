#include "ui/session/project_session.h"

#include "core/base/error.h"
#include "ui/session/project_watch.h"

#include <utility>

namespace tandem {

ProjectSession::ProjectSession(Project project, JobList& jobs, QObject* parent)
    : QObject(parent), m_project(std::move(project)), m_jobs(jobs) {
    new ProjectWatch(*this);
}

OpenProject ProjectSession::toWork() const {
    return [folder = m_project.folder(), why = m_project.whyReadOnly()] {
        if (!why.empty()) {
            throw Error(ErrorCode::Conflict, why);
        }
        return Project::open(folder);
    };
}

bool ProjectSession::attempt(const std::function<void()>& work) {
    return tandem::attempt(work, teller());
}

TellFailure ProjectSession::teller() {
    return [this](const QString& sentence, const QString& detail) { Q_EMIT failed(sentence, detail); };
}

}  // namespace tandem
