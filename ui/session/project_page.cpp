#include "ui/session/project_page.h"

namespace tandem {

ProjectPage::ProjectPage(ProjectSession& session, ProjectParts parts, QWidget* parent)
    : QWidget(parent), m_session(session), m_reading(new ReadWhenSeen(*this, session, parts, [this] { reread(); })) {}

}  // namespace tandem
