// Writes what a training reports into the project, and hands it on to whoever else watches.
//
// For the thread that trains, which is also the Project's. A full disk is waited for. Invariant: a best checkpoint is
// recorded after the validation scores that chose it, and any checkpoint together with all numbers up to it, so that a
// run that is continued from it has no gap.
#pragma once

#include "core/engine.h"
#include "storage/db/run_record.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace tandem {

class Project;

class RunRecorder : public TrainingObserver {
public:
    RunRecorder(const Project& project, const RunRecord& run, std::vector<std::string> classNames,
                TrainingObserver& next, std::stop_token stop);

    void trainingStarted(const TrainingStart& start) override;
    void iterationDone(const IterationMetrics& metrics) override;
    void validationDone(const ValidationMetrics& metrics) override;
    void checkpointSaved(const CheckpointSaved& checkpoint) override;
    void noticed(const std::string& sentence) override;
    /// Keeps the snapshot; one that cannot be kept is told and does not end the run.
    void pinnedPredicted(const PinnedPrediction& prediction) override;

    /// Writes the points that wait and how long was trained; called once more when the training has ended.
    void flush();
    /// The same after an error, which is not to be hidden by another.
    void flushIfPossible() noexcept;

private:
    /// Tells whoever else watches, who may hold the training meanwhile: that time is not trained.
    void handOn(const std::function<void(TrainingObserver&)>& tell);
    void add(std::vector<MetricPoint> points);
    /// Does all of the changes, with the points that wait, or none. Waits for room on the disk.
    void keep(const std::function<void()>& changes);
    void writeWaiting() const;
    [[nodiscard]] std::chrono::duration<double> sinceHandedOn() const;

    const Project& m_project;
    RunRecord m_run;
    std::vector<std::string> m_classNames;
    TrainingObserver& m_next;
    std::stop_token m_stop;
    std::vector<MetricPoint> m_waiting;
    std::chrono::steady_clock::time_point m_lastFlush = std::chrono::steady_clock::now();
    bool m_hasStarted = false;
    std::chrono::duration<double> m_trained{0};  ///< until m_handedOn
    std::chrono::steady_clock::time_point m_handedOn = std::chrono::steady_clock::now();
};

}  // namespace tandem
