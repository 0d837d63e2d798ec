// Reads the case to inspect in the background: first what is seen first, then the maps.
//
// Used on the GUI thread. Invariant: only the newest load tells of itself; what an overtaken one brings is dropped.
#pragma once

#include "ui/inspect/inspected_case.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <memory>

namespace tandem {

class ProjectSession;

class CaseLoader : public QObject {
    Q_OBJECT

public:
    explicit CaseLoader(ProjectSession& session, QObject* parent = nullptr);

    /// name: of the case, for the list of jobs.
    void load(std::int64_t runId, std::int64_t caseId, const QString& name);
    void cancel() { m_reading.forget(); }
    [[nodiscard]] bool isLoading() const { return m_reading.isBusy(); }

Q_SIGNALS:
    void progressed(double fraction);
    /// Twice for a load: without and with all maps.
    void loaded(const std::shared_ptr<const InspectedCase>& inspected);
    void failed(const QString& sentence);
    /// By the person, in the list of jobs; what was loaded without them is still right.
    void mapsStopped();

private:
    using Loaded = std::shared_ptr<const InspectedCase>;

    void take(const Loaded& inspected);

    ProjectSession& m_session;
    bool m_isReadingMaps = false;  ///< else what is seen first
    LatestJob<Loaded> m_reading;
};

}  // namespace tandem
