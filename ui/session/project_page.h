// A page of the open project, which reads again what it shows when that has changed.
//
// Used on the GUI thread. Invariant: that of ReadWhenSeen.
#pragma once

#include "ui/session/read_when_seen.h"

#include <QWidget>

namespace tandem {

class ProjectPage : public QWidget {
    Q_OBJECT

public:
    /// parts: what it shows.
    ProjectPage(ProjectSession& session, ProjectParts parts, QWidget* parent = nullptr);

protected:
    virtual void reread() = 0;
    /// What was read is no longer what the project holds.
    void noteChange() { m_reading->noteChange(); }
    /// It was read anyway.
    void noteRead() { m_reading->noteRead(); }

    ProjectSession& m_session;

private:
    ReadWhenSeen* m_reading;
};

}  // namespace tandem
