#include "ui/session/project_session.h"

#include <utility>

namespace tandem {

ProjectSession::ProjectSession(Project project, JobList& jobs, QObject* parent)
    : QObject(parent), m_project(std::move(project)), m_jobs(jobs) {}

}  // namespace tandem
