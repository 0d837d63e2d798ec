// Reads the regions of a run's cases, orders them and judges the strategies, in jobs, and keeps what it has read:
// another strategy reads no maps again, and what was judged is judged again only where trust was measured anew.
//
// Used on the GUI thread. Invariant: what is told of belongs to the run that was asked for last.
#pragma once

#include "core/reliability/region_evidence.h"
#include "storage/regions/region_queue.h"
#include "ui/jobs/latest_job.h"

#include <QObject>
#include <QString>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class ProjectSession;

class RegionReader : public QObject {
    Q_OBJECT

public:
    explicit RegionReader(ProjectSession& session, QObject* parent = nullptr);

    /// What has changed since, if anything has, when what is being read of the run was. Tells wasRead() and judged(),
    /// or failed().
    void read(std::int64_t runId);
    /// Of another run nothing is known.
    void forget();
    /// The candidates of queue(), which must be done again after wasRead(). Tells ordered().
    void order(RegionStrategy strategy, std::uint64_t seed);

    [[nodiscard]] const RegionQueue& queue() const noexcept { return m_queue; }

Q_SIGNALS:
    void progressed(double fraction);
    void wasRead();
    void ordered(const std::vector<std::size_t>& order);
    void judging(double fraction);
    /// Nothing where it could not be judged; the sentence says why.
    void judged(const std::optional<tandem::RegionEvidence>& evidence, const QString& sentence);
    /// Without a sentence where the person stopped it.
    void failed(const QString& sentence);

private:
    void judge();

    ProjectSession& m_session;
    RegionQueue m_queue;
    /// Of the job that ended last, for the next one: they run one after the other.
    std::shared_ptr<RegionQueue> m_read = std::make_shared<RegionQueue>();
    std::optional<std::string> m_judgedTrust;  ///< by when it was measured: what was judged, or is being
    LatestJob<RegionQueue> m_reading;
    LatestJob<std::vector<std::size_t>> m_ordering;
    LatestJob<RegionEvidence> m_judging;
};

}  // namespace tandem
