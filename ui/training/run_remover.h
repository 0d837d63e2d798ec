// Deletes a run, or its predictions alone, all or those of some cases, after a person has seen what goes.
//
// Used on the GUI thread; files are counted and deleted in jobs. Invariant: nothing is deleted without an answer; the
// session says that its runs and predictions have changed as soon as the deletion has ended, however it ended.
#pragma once

#include "storage/removal/run_removal.h"
#include "ui/training/prediction_picker.h"

#include <QObject>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

class QWidget;

namespace tandem {

class Project;
class ProjectSession;

class RunRemover : public QObject {
    Q_OBJECT

public:
    /// over: the widget over which is asked.
    RunRemover(ProjectSession& session, QWidget* over);

    /// title: of the run, for the question.
    void ask(std::int64_t runId, const QString& title);

Q_SIGNALS:
    /// The deletion; the run is gone, or not.
    void ended(std::int64_t runId);

private:
    struct Counted {
        RunFootprint run;
        std::vector<CaseFootprint> cases;
    };

    [[nodiscard]] static Counted count(const Project& project, std::int64_t runId, const std::stop_token& stop);
    void ask(const Counted& counted, const QString& title);
    void pick(const Counted& counted, const QString& title);
    void start(const QString& title, std::int64_t runId, const std::function<void(const Project&)>& remove);

    ProjectSession& m_session;
    QWidget* m_over;
};

}  // namespace tandem
