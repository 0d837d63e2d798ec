#include "ui/session/project_page.h"

#include "ui/session/project_session.h"

namespace tandem {

ProjectPage::ProjectPage(ProjectSession& session, ProjectParts parts, QWidget* parent)
    : QWidget(parent), m_session(session) {
    const auto follow = [&](ProjectPart part, auto change) {
        if (parts.testFlag(part)) {
            connect(&session, change, this, &ProjectPage::noteChange);
        }
    };
    follow(ProjectPart::Cases, &ProjectSession::casesChanged);
    follow(ProjectPart::Labels, &ProjectSession::labelsChanged);
    follow(ProjectPart::Splits, &ProjectSession::splitsChanged);
    follow(ProjectPart::Runs, &ProjectSession::runsChanged);
    follow(ProjectPart::Predictions, &ProjectSession::predictionsChanged);
}

void ProjectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isStale) {
        noteChange();
    }
}

void ProjectPage::noteChange() {
    m_isStale = !isVisible();
    if (!m_isStale) {
        reread();
    }
}

}  // namespace tandem
