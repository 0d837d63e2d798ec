// "Try the demo": makes a project of generated volumes, and leads a person from its cases to a first map of trust.
//
// Used on the GUI thread; what takes long runs as jobs of the window. Where the person stands is read from the project,
// so that the walk goes on after the window was closed. Invariant: the strip is shown exactly while the demo's project
// is open and its guide was not closed.
#pragma once

#include "storage/demo/demo_study.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <cstdint>
#include <filesystem>
#include <vector>

class QSettings;

namespace tandem {

class GuideStrip;
class JobList;
class ProjectSession;
struct PredictionRecord;
struct RunRecord;

class DemoWalk : public QObject {
    Q_OBJECT

public:
    DemoWalk(JobList& jobs, QSettings& settings, const DemoPlan& plan, GuideStrip& strip, QObject* parent = nullptr);

    /// Opens the demo's project when it was made before, else makes it.
    void begin();
    [[nodiscard]] bool isMaking() const { return !m_making.isNull() && !m_making->hasEnded(); }
    /// The window has opened a project.
    void attach(ProjectSession& session);
    void detach();
    void retranslate() { show(); }

Q_SIGNALS:
    void makingChanged();
    void projectReady(const QString& folder);
    void pageWanted(const QString& id);

private:
    enum class Stage { Cases, Train, Training, Predict, Predicting, Inspect, Inspecting };

    [[nodiscard]] std::filesystem::path place() const;
    void look();
    [[nodiscard]] Stage stageOf(const RunRecord& run) const;
    void show();
    void act();
    void predict();
    [[nodiscard]] std::int64_t caseToInspect(const std::vector<PredictionRecord>& predictions) const;
    void inspect();
    void dismiss();

    JobList& m_jobs;
    QSettings& m_settings;
    DemoPlan m_plan;
    GuideStrip& m_strip;
    QPointer<ProjectSession> m_session;  ///< of the demo's project, while it is open
    QPointer<Job> m_making;
    QPointer<Job> m_predicting;
    Stage m_stage = Stage::Cases;
    std::int64_t m_runId = 0;
    bool m_hasSeenCases = false;
    bool m_hasPredicted = false;
    bool m_hasInspected = false;
};

}  // namespace tandem
