#include "ui/session/read_when_seen.h"

#include "ui/session/project_session.h"

#include <QEvent>
#include <QWidget>
#include <utility>

namespace tandem {

ReadWhenSeen::ReadWhenSeen(QWidget& seen, ProjectSession& session, ProjectParts parts, std::function<void()> read)
    : QObject(&seen), m_seen(seen), m_read(std::move(read)) {
    const auto follow = [&](ProjectPart part, auto change) {
        if (parts.testFlag(part)) {
            connect(&session, change, this, &ReadWhenSeen::noteChange);
        }
    };
    follow(ProjectPart::Cases, &ProjectSession::casesChanged);
    follow(ProjectPart::Labels, &ProjectSession::labelsChanged);
    follow(ProjectPart::Splits, &ProjectSession::splitsChanged);
    follow(ProjectPart::Runs, &ProjectSession::runsChanged);
    follow(ProjectPart::Predictions, &ProjectSession::predictionsChanged);
    seen.installEventFilter(this);
}

bool ReadWhenSeen::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && m_isStale) {
        noteChange();
    }
    return QObject::eventFilter(watched, event);
}

void ReadWhenSeen::noteChange() {
    m_isStale = !m_seen.isVisible();
    if (!m_isStale) {
        m_read();
    }
}

}  // namespace tandem
