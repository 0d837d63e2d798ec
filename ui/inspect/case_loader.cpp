#include "ui/inspect/case_loader.h"

#include "ui/session/project_session.h"

namespace tandem {

CaseLoader::CaseLoader(ProjectSession& session, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_reading([this](const Loaded& inspected) { take(inspected); },
                [this](const QString& sentence, const QString&) {
                    if (sentence.isEmpty() && m_isReadingMaps) {
                        Q_EMIT mapsStopped();
                    } else {
                        Q_EMIT failed(sentence.isEmpty() ? tr("Stopped.") : sentence);
                    }
                }) {
    m_reading.listIn(session.jobs());
    m_reading.onProgress([this](double fraction) { Q_EMIT progressed(fraction); });
}

void CaseLoader::load(std::int64_t runId, std::int64_t caseId, const QString& name) {
    m_isReadingMaps = false;
    m_reading.ask(tr("Read %1 to inspect").arg(name),
                  [folder = m_session.folder(), runId, caseId](const Progress& progress, const std::stop_token& stop) {
                      return std::make_shared<const InspectedCase>(loadLabels(folder, runId, caseId, progress, stop));
                  });
}

void CaseLoader::take(const Loaded& inspected) {
    Q_EMIT loaded(inspected);
    if (!inspected->hasAllMaps && !isLoading()) {
        m_isReadingMaps = true;
        m_reading.ask(tr("Read the maps of %1").arg(inspected->name),
                      [folder = m_session.folder(), inspected](const Progress& progress, const std::stop_token& stop) {
                          return std::make_shared<const InspectedCase>(withAllMaps(*inspected, folder, progress, stop));
                      });
    }
}

}  // namespace tandem
