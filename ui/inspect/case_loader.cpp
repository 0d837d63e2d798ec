#include "ui/inspect/case_loader.h"

#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <utility>

namespace tandem {

CaseLoader::CaseLoader(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {}

CaseLoader::~CaseLoader() {
    cancel();
}

bool CaseLoader::isLoading() const {
    return m_job != nullptr && !m_job->hasEnded();
}

void CaseLoader::cancel() {
    ++m_number;
    if (isLoading()) {
        m_job->cancel();
    }
}

void CaseLoader::load(std::int64_t runId, std::int64_t caseId, const QString& name) {
    cancel();
    start(tr("Read %1 to inspect").arg(name),
          [folder = m_session.folder(), runId, caseId](const Progress& progress, const std::stop_token& stop) {
              return std::make_shared<const InspectedCase>(loadLabels(folder, runId, caseId, progress, stop));
          });
}

void CaseLoader::loadMaps(const Loaded& labels) {
    // Weakly, as the list keeps ended jobs, which must not keep volumes.
    start(tr("Read the maps of %1").arg(labels->name),
          [folder = m_session.folder(), weak = std::weak_ptr(labels)](const Progress& progress,
                                                                      const std::stop_token& stop) -> Loaded {
              const Loaded before = weak.lock();
              return before == nullptr
                         ? nullptr
                         : std::make_shared<const InspectedCase>(withAllMaps(*before, folder, progress, stop));
          });
}

void CaseLoader::start(const QString& title, const Work& work) {
    auto job = std::make_unique<ResultJob<Loaded>>(title, work);
    auto* const running = job.get();
    m_job = running;
    const auto isNewest = [this, number = m_number] { return number == m_number; };
    connect(running, &Job::progressed, this, [this, isNewest](double fraction) {
        if (isNewest()) {
            Q_EMIT progressed(fraction);
        }
    });
    connect(running, &Job::finished, this, [this, running, isNewest] {
        const Loaded inspected = std::move(running->result());
        if (!isNewest() || inspected == nullptr) {
            return;
        }
        Q_EMIT loaded(inspected);
        if (isNewest() && !inspected->hasAllMaps) {
            loadMaps(inspected);
        }
    });
    connect(running, &Job::failed, this, [this, isNewest](const QString& sentence) {
        if (isNewest()) {
            Q_EMIT failed(sentence);
        }
    });
    job->setMayStopUnasked();
    m_session.jobs().startNow(std::move(job));
}

}  // namespace tandem
