#include "ui/review/region_reader.h"

#include "storage/db/project.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/regions/strategy_evidence.h"
#include "ui/session/project_session.h"

#include <utility>

namespace tandem {

RegionReader::RegionReader(ProjectSession& session, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_reading(
          [this](RegionQueue queue) {
              m_queue = std::move(queue);
              Q_EMIT wasRead();
              judge();
          },
          [this](const QString& sentence, const QString&) { Q_EMIT failed(sentence); }),
      m_ordering([this](const std::vector<std::size_t>& order) { Q_EMIT ordered(order); }, session.teller()),
      m_judging([this](const RegionEvidence& evidence) { Q_EMIT judged(evidence, {}); },
                [this](const QString& sentence, const QString&) {
                    m_judgedTrust.reset();
                    Q_EMIT judged({}, sentence);
                }) {
    m_reading.listIn(session.jobs());
    m_reading.onProgress([this](double fraction) { Q_EMIT progressed(fraction); });
    m_judging.listIn(session.jobs());
    m_judging.onProgress([this](double fraction) { Q_EMIT judging(fraction); });
}

void RegionReader::read(std::int64_t runId) {
    m_reading.askNext(
        tr("Reading the regions of run %1").arg(runId),
        [folder = m_session.folder(), runId, known = m_read](const Progress& progress, const std::stop_token& stop) {
            const Project project = Project::open(folder, ProjectAccess::ReadOnly);
            *known = readRegionQueue(project, runId, *known, progress, stop);
            return *known;
        });
}

void RegionReader::forget() {
    m_reading.forget();
    m_ordering.forget();
    m_judging.forget();
    m_judgedTrust.reset();
    Q_EMIT judged({}, {});
}

void RegionReader::order(RegionStrategy strategy, std::uint64_t seed) {
    m_ordering.ask(tr("Ordering regions"), [candidates = m_queue.candidates, settings = m_queue.orderSettings(seed),
                                            strategy](const Progress&, const std::stop_token&) {
        return orderRegions(*candidates, strategy, settings);
    });
}

void RegionReader::judge() {
    if (std::exchange(m_judgedTrust, m_queue.measuredAt) == m_queue.measuredAt) {
        return;
    }
    m_judging.ask(tr("Judging strategies for regions of run %1").arg(m_queue.runId),
                  [folder = m_session.folder(), runId = m_queue.runId,
                   settings = m_queue.orderSettings(RegionOrderSettings().seed)](const Progress& progress,
                                                                                 const std::stop_token& stop) {
                      const Project project = Project::open(folder, ProjectAccess::ReadOnly);
                      const Weights weights = presentWeights(project, runId).value_or(Weights{});
                      return measureStrategies(project, runId, weights, settings, progress, stop);
                  });
}

}  // namespace tandem
