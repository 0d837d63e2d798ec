#include "ui/session/project_watch.h"

#include "core/base/error.h"
#include "storage/db/project.h"
#include "ui/session/project_session.h"

#include <utility>

namespace tandem {

ProjectWatch::ProjectWatch(ProjectSession& session)
    : QObject(&session),
      m_session(session),
      m_finding([this](const Found& found) { take(found); },
                [this](const QString&, const QString&) { m_version = kUnknown; }) {
    constexpr int kLookMilliseconds = 1000;
    const auto follow = [&](auto change, auto kind, auto read) {
        connect(&session, change, this, [this, kind, read] { know(kind, read); });
    };
    follow(&ProjectSession::casesChanged, &ProjectMarks::cases, &MarkRepository::cases);
    follow(&ProjectSession::labelsChanged, &ProjectMarks::labels, &MarkRepository::labels);
    follow(&ProjectSession::splitsChanged, &ProjectMarks::splits, &MarkRepository::splits);
    follow(&ProjectSession::runsChanged, &ProjectMarks::runs, &MarkRepository::runs);
    connect(&session, &ProjectSession::runAdvanced, this, &ProjectWatch::knowProgress);
    follow(&ProjectSession::predictionsChanged, &ProjectMarks::predictions, &MarkRepository::predictions);
    follow(&ProjectSession::predictionsChanged, &ProjectMarks::scores, &MarkRepository::scores);
    try {
        m_version = session.project().marks().version();
        m_known = session.project().marks().all();
    } catch (const Error&) {
        // What there is counts as news then.
    }
    m_clock.setInterval(kLookMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, &ProjectWatch::look);
    m_clock.start();
}

void ProjectWatch::look() {
    if (m_finding.isBusy()) {
        return;
    }
    try {
        const std::int64_t version = m_session.project().marks().version();
        if (std::exchange(m_version, version) != version || m_isFound) {
            find();
        }
    } catch (const Error&) {
        // Somebody keeps the database to themselves; it is looked at again.
    }
}

void ProjectWatch::find() {
    m_isOvertaken = false;
    m_finding.askNext(
        {}, [folder = m_session.folder(), known = m_known.predictions](const Progress&, const std::stop_token&) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            Found found{.marks = project.marks().all(), .predicted = {}};
            for (const auto& [run, mark] : found.marks.predictions) {
                const auto before = known.find(run);
                found.predicted[run] =
                    project.marks().predictedSince(run, before == known.end() ? 0 : before->second.newest);
            }
            return found;
        });
}

void ProjectWatch::take(const Found& found) {
    if (m_isOvertaken) {
        find();
        return;
    }
    const bool wasFound = std::exchange(m_isFound, false);
    if (found.marks == m_known) {
        return;
    }
    if (!wasFound) {
        m_isFound = true;
        return;
    }
    const ProjectMarks before = std::exchange(m_known, found.marks);
    m_isTelling = true;
    if (m_known.cases != before.cases) {
        Q_EMIT m_session.casesChanged();
    }
    if (m_known.labels != before.labels) {
        Q_EMIT m_session.labelsChanged();
    }
    if (m_known.splits != before.splits) {
        Q_EMIT m_session.splitsChanged();
    }
    tellOfRuns(before);
    tellOfPredictions(before, found);
    m_isTelling = false;
}

void ProjectWatch::tellOfRuns(const ProjectMarks& before) {
    bool areOthers = m_known.runs.size() != before.runs.size();
    std::vector<std::int64_t> advanced;
    for (const auto& [run, mark] : m_known.runs) {
        const auto known = before.runs.find(run);
        areOthers = areOthers || known == before.runs.end() || known->second.record != mark.record;
        if (known != before.runs.end() && known->second.progress != mark.progress) {
            advanced.push_back(run);
        }
    }
    if (areOthers) {
        Q_EMIT m_session.runsChanged();
    }
    for (const std::int64_t run : advanced) {
        Q_EMIT m_session.runAdvanced(run);
    }
}

void ProjectWatch::tellOfPredictions(const ProjectMarks& before, const Found& found) {
    bool areFewer = m_known.predictions.size() < before.predictions.size();
    std::vector<std::int64_t> changed;
    for (const auto& [run, mark] : m_known.predictions) {
        const auto known = before.predictions.find(run);
        if (known == before.predictions.end() || known->second != mark) {
            changed.push_back(run);
            areFewer = areFewer || (known != before.predictions.end() && mark.count < known->second.count);
        }
    }
    const bool areScoredAnew = m_known.scores != before.scores;
    if (areScoredAnew && changed.empty() && !areFewer && m_session.jobs().askingCount() > 0) {
        m_known.scores = before.scores;  // perhaps by a job of the window, which tells when it has scored all
        return;
    }
    if (areFewer || (areScoredAnew && changed.empty())) {
        Q_EMIT m_session.predictionsChanged();
        return;
    }
    for (const std::int64_t run : changed) {
        const auto known = before.predictions.find(run);
        const bool hasOtherTrust = areScoredAnew || (known != before.predictions.end() &&
                                                     known->second.trust != m_known.predictions[run].trust);
        Q_EMIT m_session.predictionsChanged(run, hasOtherTrust ? std::vector<std::int64_t>() : found.predicted.at(run));
    }
}

void ProjectWatch::knowProgress(std::int64_t runId) {
    if (m_isTelling) {
        return;
    }
    m_isOvertaken = true;
    try {
        m_known.runs[runId].progress = m_session.project().marks().runs()[runId].progress;
    } catch (const Error&) {
        // Then it is told once more, when it can be read.
    }
}

template <class Mark>
void ProjectWatch::know(Mark ProjectMarks::* kind, Mark (MarkRepository::*read)() const) {
    if (m_isTelling) {
        return;
    }
    m_isOvertaken = true;
    try {
        m_known.*kind = (m_session.project().marks().*read)();
    } catch (const Error&) {
        // Then it is told once more, when it can be read.
    }
}

}  // namespace tandem
