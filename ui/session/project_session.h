// The open project of a window, and what its pages share: the GUI thread's connection, the jobs, and the news of
// changes.
//
// Used on the GUI thread; a job opens the project itself, by folder() to read and by toWork() to change it. Invariant:
// who changes rows of a kind, or whose job has, emits that kind's signal on the GUI thread, and pages read again what
// they show. The same signals tell of what other programs do to the project, within seconds.
#pragma once

#include "core/volume/geometry.h"
#include "storage/db/project.h"
#include "ui/theme/attempt.h"

#include <QObject>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace tandem {

class JobList;

/// Opens the project on a job's thread. Throws Error as Project::open().
using OpenProject = std::function<Project()>;

class ProjectSession : public QObject {
    Q_OBJECT

public:
    ProjectSession(Project project, JobList& jobs, QObject* parent = nullptr);

    [[nodiscard]] Project& project() noexcept { return m_project; }
    [[nodiscard]] bool isToLook() const noexcept { return m_project.isReadOnly(); }
    [[nodiscard]] JobList& jobs() noexcept { return m_jobs; }
    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_project.folder(); }

    /// For jobs that change the project: throws Error (Conflict) with the reason where it is open to be looked at.
    [[nodiscard]] OpenProject toWork() const;

    /// Does the work, and shows the Error that it throws where failures are shown. Returns whether there was none.
    bool attempt(const std::function<void()>& work);
    /// Shows there what a background question failed with.
    [[nodiscard]] TellFailure teller();

Q_SIGNALS:
    void casesChanged();
    void labelsChanged();
    void splitsChanged();
    /// There are other runs, or a run began, ended, was named or saved.
    void runsChanged();
    /// A run that trains came further: it has more points, or snapshots, than before.
    void runAdvanced(std::int64_t runId);
    /// Of a run, 0 for any: the predictions of these cases, or without cases any, or the trust in them.
    void predictionsChanged(std::int64_t runId = 0, const std::vector<std::int64_t>& caseIds = {});
    /// A page asks to see a prediction of a case where it can be inspected; run 0: the case without a prediction.
    void showCase(std::int64_t runId, std::int64_t caseId);
    /// The same, to correct its label: the prediction, or without a run the case's own label.
    void correctCase(std::int64_t runId, std::int64_t caseId);
    /// The same, to answer regions of it, which are known by their centres; the first open one comes first.
    void correctRegions(std::int64_t runId, std::int64_t caseId, const std::vector<tandem::Index3>& centres);
    /// Somebody asks to train a run that waits in the project, or to see one that does already.
    void trainingWanted(std::int64_t runId);
    /// A failure on the GUI thread, to be shown in the one place where failures are shown.
    void failed(const QString& sentence, const QString& detail);

private:
    Project m_project;
    JobList& m_jobs;
};

}  // namespace tandem
