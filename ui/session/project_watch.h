// Notices what other programs do to the open project, and lets its session tell of that like of the window's own
// doings.
//
// Used on the GUI thread, where it asks the database once a second whether anybody wrote; what was written is found out
// in a job. Invariant: of a change that the session has told of nothing is told again. What a job of the window has
// written it tells itself, a moment later: a change is told here when it is still news a second after it was found.
#pragma once

#include "storage/db/mark_repository.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QTimer>

namespace tandem {

class ProjectSession;

class ProjectWatch : public QObject {
    Q_OBJECT

public:
    /// session: the parent.
    explicit ProjectWatch(ProjectSession& session);

private:
    /// What there is, and of which cases new predictions came, by run.
    struct Found {
        ProjectMarks marks;
        std::map<std::int64_t, std::vector<std::int64_t>> predicted;
    };

    void look();
    void find();
    void take(const Found& found);
    void tellOfRuns(const ProjectMarks& before);
    void tellOfPredictions(const ProjectMarks& before, const Found& found);
    /// The session has told of it by itself.
    template <class Mark>
    void know(Mark ProjectMarks::* kind, Mark (MarkRepository::*read)() const);
    /// Of the run alone: others may have changed otherwise.
    void knowProgress(std::int64_t runId);

    static constexpr std::int64_t kUnknown = -1;

    ProjectSession& m_session;
    QTimer m_clock;
    std::int64_t m_version = 0;
    ProjectMarks m_known;
    bool m_isTelling = false;
    bool m_isFound = false;      ///< something new, a moment ago
    bool m_isOvertaken = false;  ///< something was told while what there is was being read
    LatestJob<Found> m_finding;
};

}  // namespace tandem
