// What a training reports, kept until the thread of the window takes it; and where that training waits while it is
// paused.
//
// Thread-safe. Invariant: nothing is dropped; wake is called once for each time that something comes into the empty
// mailbox, on the thread that trains. A pause begins after a whole iteration, and a stop ends it.
#pragma once

#include "core/engine.h"
#include "storage/db/run_record.h"

#include <QString>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace tandem {

struct TrainingMail {
    std::vector<MetricPoint> points;
    std::vector<QString> notices;
    bool hasRunChanged = false;
    bool hasAdvanced = false;      ///< came to a validation
    bool hasSnapshot = false;      ///< of the pinned case
    std::optional<bool> isPaused;  ///< since it changed
};

class TrainingMailbox : public TrainingObserver {
public:
    explicit TrainingMailbox(std::int64_t runId) : m_runId(runId) {}

    /// Before the training starts.
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }
    /// Before the training starts, on its thread: how far it is, told while it trains, and what ends a pause.
    void begin(const Progress& progress, std::int64_t iterations, const std::stop_token& stop);
    /// The training waits after its next iteration, its memory kept, until it is no longer to pause.
    void setPaused(bool isToPause);
    void runChanged();
    [[nodiscard]] TrainingMail take();

    void trainingStarted(const TrainingStart& start) override;
    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;
    void pinnedPredicted(const PinnedPrediction& prediction) override;

private:
    /// Puts something in under the lock, and wakes.
    void put(const std::function<void(TrainingMail&)>& change);
    void tellProgress(const IterationMetrics& metrics);
    void waitWhilePaused(const IterationMetrics& metrics);

    std::int64_t m_runId;
    std::int64_t m_iterations = 0;
    Progress m_progress;
    std::stop_token m_stop;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    std::condition_variable_any m_mayGoOn;
    bool m_isToPause = false;  ///< guarded by m_mutex, as are the next two
    bool m_isAwake = false;    ///< woken and not yet emptied
    TrainingMail m_mail;
};

}  // namespace tandem
