// Work on the cases of the open project, beside the window, that tells in a sentence what it did: the base of pages'
// actions.
//
// Used on the GUI thread. Invariant: the session says that its cases have changed as soon as a work has ended, however
// it ended.
#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <QString>
#include <functional>
#include <stop_token>

namespace tandem {

class Project;
class ProjectSession;

class CaseWork : public QObject {
    Q_OBJECT

public:
    explicit CaseWork(ProjectSession& session, QObject* parent = nullptr) : QObject(parent), m_session(session) {}

Q_SIGNALS:
    /// A sentence on what an action did.
    void told(const QString& sentence);

protected:
    /// Runs on a thread of its own; returns the sentence to tell.
    using Work = std::function<QString(const Project&, const Progress&, const std::stop_token&)>;

    void start(const QString& title, const Work& work);
    [[nodiscard]] ProjectSession& session() const noexcept { return m_session; }

private:
    ProjectSession& m_session;
};

}  // namespace tandem
