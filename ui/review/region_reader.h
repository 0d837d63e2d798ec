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
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class ProjectSession;

class RegionReader : public QObject {
    Q_OBJECT

public:
    explicit RegionReader(ProjectSession& session, QObject* parent = nullptr);

    /// What has changed since, if anything has. Tells read() and judged(), or failed().
    void read(std::int64_t runId);
    /// Of another run nothing is known.
    void forget();
    /// Tells ordered().
    void order(RegionStrategy strategy, std::uint64_t seed);

    [[nodiscard]] bool isReading() const { return m_reading.isBusy(); }
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
    struct Judged {
        std::string state;  ///< of what it depends on
        RegionEvidence evidence;
    };

    void judge();

    ProjectSession& m_session;
    RegionQueue m_queue;
    std::optional<Judged> m_judged;
    LatestJob<RegionQueue> m_reading;
    LatestJob<std::vector<std::size_t>> m_ordering;
    LatestJob<Judged> m_judging;
};

}  // namespace tandem
