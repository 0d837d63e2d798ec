// A page of the open project: it reads again what it shows when that has changed, at once while it is seen, otherwise
// when it is shown.
//
// Used on the GUI thread. Invariant: a page that is seen shows the project as the session told of it last; one that is
// not seen reads nothing.
#pragma once

#include <QFlags>
#include <QWidget>

namespace tandem {

class ProjectSession;

/// What pages show of a project, and its session tells of when it has changed.
enum class ProjectPart { Cases = 1, Labels = 2, Splits = 4, Runs = 8, Predictions = 16 };
Q_DECLARE_FLAGS(ProjectParts, ProjectPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(ProjectParts)

class ProjectPage : public QWidget {
    Q_OBJECT

public:
    /// parts: what it shows. It is read when the page is shown first.
    ProjectPage(ProjectSession& session, ProjectParts parts, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;
    virtual void reread() = 0;
    /// What was read is no longer what the project holds.
    void noteChange();
    /// It was read anyway.
    void noteRead() { m_isStale = false; }

    ProjectSession& m_session;

private:
    bool m_isStale = true;
};

}  // namespace tandem
