// What a training reports, kept until the thread of the window takes it.
//
// Thread-safe. Invariant: nothing is dropped; wake is called once for each time that something comes into the empty
// mailbox, on the thread that trains.
#pragma once

#include "core/engine.h"
#include "storage/db/run_record.h"

#include <QString>
#include <functional>
#include <mutex>
#include <vector>

namespace tandem {

struct TrainingMail {
    std::vector<MetricPoint> points;
    std::vector<QString> notices;
    bool hasRunChanged = false;
};

class TrainingMailbox : public TrainingObserver {
public:
    explicit TrainingMailbox(std::int64_t runId) : m_runId(runId) {}

    /// Before the training starts.
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }
    /// Before the training starts, on its thread: how far it is, told while it trains.
    void setProgress(const Progress& progress, std::int64_t iterations);
    void runChanged();
    [[nodiscard]] TrainingMail take();

    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;

private:
    /// Puts something in under the lock, and wakes.
    void put(const std::function<void(TrainingMail&)>& change);

    std::int64_t m_runId;
    std::int64_t m_iterations = 0;
    Progress m_progress;
    std::function<void()> m_wake;
    std::mutex m_mutex;
    bool m_isAwake = false;  ///< woken and not yet emptied; guarded by m_mutex, as is m_mail
    TrainingMail m_mail;
};

}  // namespace tandem
