// Reads the case to inspect in the background: first what is seen first, then the maps.
//
// Used on the GUI thread. Invariant: only the newest load tells of itself; what an overtaken one brings is dropped.
#pragma once

#include "ui/inspect/inspected_case.h"
#include "ui/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <memory>

namespace tandem {

class ProjectSession;

class CaseLoader : public QObject {
    Q_OBJECT

public:
    explicit CaseLoader(ProjectSession& session, QObject* parent = nullptr);
    /// Asks a running load to stop.
    ~CaseLoader() override;

    /// name: of the case, for the list of jobs.
    void load(std::int64_t runId, std::int64_t caseId, const QString& name);
    void cancel();
    [[nodiscard]] bool isLoading() const;

Q_SIGNALS:
    void progressed(double fraction);
    /// Twice for a load: without and with all maps.
    void loaded(const std::shared_ptr<const InspectedCase>& inspected);
    void failed(const QString& sentence);

private:
    using Loaded = std::shared_ptr<const InspectedCase>;
    using Work = std::function<Loaded(const Progress&, const std::stop_token&)>;

    void start(const QString& title, const Work& work);
    void loadMaps(const Loaded& labels);

    ProjectSession& m_session;
    QPointer<Job> m_job;
    std::uint64_t m_number = 0;  ///< of the newest load
};

}  // namespace tandem
