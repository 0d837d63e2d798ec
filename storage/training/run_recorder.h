// Writes what a training reports into the project, and hands it on to whoever else watches.
//
// For the thread that trains, which is also the Project's. Invariant: a best checkpoint is recorded after the
// validation scores that chose it.
#pragma once

#include "core/engine.h"
#include "storage/db/run_record.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace tandem {

class Project;

class RunRecorder : public TrainingObserver {
public:
    RunRecorder(const Project& project, const RunRecord& run, std::vector<std::string> classNames,
                TrainingObserver& next);

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
    [[nodiscard]] std::chrono::duration<double> sinceHandedOn() const;

    const Project& m_project;
    RunRecord m_run;
    std::vector<std::string> m_classNames;
    TrainingObserver& m_next;
    std::vector<MetricPoint> m_waiting;
    std::chrono::steady_clock::time_point m_lastFlush = std::chrono::steady_clock::now();
    bool m_hasStarted = false;
    std::chrono::duration<double> m_trained{0};  ///< until m_handedOn
    std::chrono::steady_clock::time_point m_handedOn = std::chrono::steady_clock::now();
};

}  // namespace tandem
