// Trains a run of a project on a thread of its own, and tells what it reports.
//
// Used on its owner's thread. Invariant: every metric point arrives, in order, before finished, failed or cancelled;
// stopping keeps what was trained and ends in cancelled.
#pragma once

#include "storage/db/run_record.h"
#include "storage/training/run_extension.h"
#include "ui/jobs/job.h"
#include "ui/session/project_session.h"

#include <memory>
#include <optional>
#include <vector>

namespace tandem {

class TrainingMailbox;

struct TrainingJobRequest {
    OpenProject open;
    std::int64_t runId = 0;
    std::optional<RunExtension> extension;  ///< done before the run goes on
};

class TrainingJob : public Job {
    Q_OBJECT

public:
    explicit TrainingJob(const TrainingJobRequest& request, QObject* parent = nullptr);

    [[nodiscard]] std::int64_t runId() const noexcept { return m_runId; }
    /// Holds a running training where it is, with all its memory, or lets it go on.
    void setPaused(bool isToPause);
    /// Whether it was asked to.
    [[nodiscard]] bool isToPause() const noexcept { return m_isToPause; }
    /// Whether it does.
    [[nodiscard]] bool isPaused() const noexcept { return m_isPaused; }

Q_SIGNALS:
    void pointsArrived(const std::vector<tandem::MetricPoint>& points);
    /// The run's row in the project changed: it began, was saved, ended.
    void runChanged(std::int64_t runId);
    /// It was validated.
    void runAdvanced(std::int64_t runId);
    /// A sentence for the person, such as a fall-back to float32.
    void noticed(const QString& sentence);
    /// isToPause() or isPaused() changed.
    void pauseChanged();
    /// The pinned case was predicted, and its snapshot lies in the run's folder.
    void snapshotTaken();

private:
    TrainingJob(const TrainingJobRequest& request, std::shared_ptr<TrainingMailbox> mailbox, QObject* parent);
    void deliver();

    std::int64_t m_runId;
    std::shared_ptr<TrainingMailbox> m_mailbox;
    bool m_isToPause = false;
    bool m_isPaused = false;
};

}  // namespace tandem
