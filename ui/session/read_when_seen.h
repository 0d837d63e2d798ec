// Reads again what a widget shows of a project: at once while it is seen, otherwise when it is shown.
//
// Used on the GUI thread. Invariant: a widget that is seen shows the project as the session told of it last; for one
// that is not seen nothing is read.
#pragma once

#include <QFlags>
#include <QObject>
#include <functional>

class QWidget;

namespace tandem {

class ProjectSession;

/// What is shown of a project, and its session tells of when it has changed.
enum class ProjectPart { Cases = 1, Labels = 2, Splits = 4, Runs = 8, Predictions = 16 };
Q_DECLARE_FLAGS(ProjectParts, ProjectPart)
Q_DECLARE_OPERATORS_FOR_FLAGS(ProjectParts)

class ReadWhenSeen : public QObject {
    Q_OBJECT

public:
    /// seen: owns it. read: is called when the widget is shown first, and after a change of the parts.
    ReadWhenSeen(QWidget& seen, ProjectSession& session, ProjectParts parts, std::function<void()> read);

    /// What was read is no longer what the project holds.
    void noteChange();
    /// It was read anyway.
    void noteRead() { m_isStale = false; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget& m_seen;
    std::function<void()> m_read;
    bool m_isStale = true;
};

}  // namespace tandem
