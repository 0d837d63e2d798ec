// One run of training, from its first to its last iteration; see trainer.h.
//
// Not thread-safe. Invariant: what is saved is the state after a whole iteration, and only finite weights are saved.
#pragma once

#include "core/engine.h"
#include "core/engine/checkpoint/checkpoint.h"
#include "core/engine/checkpoint/checkpoint_writer.h"
#include "core/engine/devices/thread_count.h"
#include "core/engine/memory/training_memory.h"
#include "core/engine/method/step_numbers.h"
#include "core/engine/method/training_method.h"
#include "core/engine/numerics/momentum_sgd.h"
#include "core/engine/prediction/sliding_window.h"
#include "core/engine/sampling/patch_source.h"
#include "core/engine/sampling/training_cases.h"
#include "core/engine/training/shared_run.h"
#include "core/engine/training/speed_meter.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace tandem {

/// What a plan became on this machine.
struct RunSetup {
    RunShape shape;
    const TrainingMethod& method;
    TrainingCases cases;
    const RankGroup* ranks = nullptr;  ///< that share the run; null for one process alone
};

/// A step whose numbers may still be on their way.
struct QueuedStep {
    IterationMetrics metrics;  ///< what the host knows of it
    StepNumbers numbers;
};

class TrainingRun {
public:
    /// Makes the network, or continues plan.resumeFrom. All three must outlive the run.
    TrainingRun(const TrainingPlan& plan, const RunSetup& setup, TrainingObserver& observer, std::stop_token stop);

    /// device, precision, durationSeconds and the peak memory of the summary are left to the caller.
    [[nodiscard]] TrainingSummary run();

private:
    void beginWith(const std::filesystem::path& weights);
    void continueFrom(const std::filesystem::path& file);
    void takeThreadsOf(const RunState& run);
    void tellStart() const;
    [[nodiscard]] std::unique_ptr<PatchSource> makeSource(BatchSampler sampler) const;
    [[nodiscard]] bool isDone() const noexcept { return m_iteration >= m_plan.settings.iterations; }
    void iterate();
    [[nodiscard]] QueuedStep queueStep(std::int64_t iteration);
    void tellStep();
    /// Whether this process writes and tells: of several ranks the first.
    [[nodiscard]] bool isWriting() const noexcept { return m_setup.ranks == nullptr || m_setup.ranks->isFirst(); }
    [[nodiscard]] QueuedStep sharedStep(std::int64_t iteration);
    void throwIfAllStop() const;
    [[noreturn]] void throwRankLost();
    [[nodiscard]] bool isValidationDue() const noexcept;
    void validateStart();
    void validateOnTheWay();
    void validateFully();
    void takeIfBest(double dice);
    [[nodiscard]] bool isPinnedDue() const noexcept;
    void lookAtPinned();
    [[nodiscard]] SlidingWindow windowAt(const Index3& stride) const;
    [[nodiscard]] ValidationMetrics validateWith(const Index3& stride, bool fullProtocol);
    [[nodiscard]] Checkpoint state() const;
    [[nodiscard]] bool isSaveDue() const;
    void save(CheckpointKind kind);
    void tellSaved(bool wait);
    /// As CheckpointWriter::collect(), but that a full disk is waited for.
    [[nodiscard]] std::optional<CheckpointWriter::Outcome> savedMeanwhile(bool wait);
    void tellWhatWas();
    [[noreturn]] void throwNotFinite(const std::string& what, std::int64_t iteration) const;
    [[nodiscard]] std::string adviceForFiniteNumbers() const;

    const TrainingPlan& m_plan;
    const RunSetup& m_setup;
    TrainingObserver& m_observer;
    std::stop_token m_stop;
    std::optional<ThreadCountGuard> m_threads;  ///< where a resumed run takes as many as it began with
    CaseIds m_caseIds;
    MutualVNet m_network;
    std::optional<SharedRun> m_shared;  ///< where ranks share the run
    MomentumSgd m_optimiser;
    SamplerState m_sampler;
    std::unique_ptr<PatchSource> m_source;
    SpeedMeter m_speed;
    std::int64_t m_iteration = 0;        ///< queued; what is left of the run sees all of it done
    std::optional<QueuedStep> m_queued;  ///< the last step, until it is told
    std::int64_t m_validatedIteration = 0;
    std::int64_t m_pinnedIteration = 0;  ///< of the last whole look at the pinned case
    bool m_isPinnedGivenUp = false;
    std::filesystem::path m_savedFile;  ///< of the last checkpoint; empty before the first
    bool m_isSaved = false;  ///< the last checkpoint holds the state as it is or will, what was validated included
    std::chrono::steady_clock::time_point m_lastSave = std::chrono::steady_clock::now();
    std::optional<double> m_bestDice;
    CheckpointWriter m_writer;
};

}  // namespace tandem
