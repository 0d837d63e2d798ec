// What a run would need before it is started: memory, disk and time.
//
// For the thread of the Project. Invariant: nothing is added to the project but prepared cases, which the run then
// finds prepared.
#pragma once

#include "core/base/progress.h"
#include "core/engine.h"

#include <cstdint>
#include <optional>
#include <stop_token>

namespace tandem {

class Project;
struct TrainingRequest;

/// Of the numbers of an iteration: twelve of them, as SQLite keeps them.
inline constexpr std::uint64_t kPointBytes = 600;

struct DiskEstimate {
    std::uint64_t checkpointBytes = 0;
    std::uint64_t snapshotBytes = 0;  ///< of the pinned case
    std::uint64_t pointBytes = 0;     ///< of the numbers that become curves
    std::uint64_t freeBytes = 0;      ///< where the project lies

    [[nodiscard]] std::uint64_t neededBytes() const { return checkpointBytes + snapshotBytes + pointBytes; }
    [[nodiscard]] bool fits() const { return neededBytes() <= freeBytes; }
};

/// Where the time of an iteration is known from.
enum class TimeSource { EarlierRun, Probe };

struct TimeEstimate {
    TimeSource source = TimeSource::Probe;
    std::int64_t runId = 0;       ///< the earlier run
    std::int64_t iterations = 0;  ///< that were measured
    double secondsPerIteration = 0;
    double trainingSeconds = 0;
    double validationSeconds = 0;  ///< counted in windows, each a share of a measured iteration
    double pinnedSeconds = 0;      ///< likewise

    [[nodiscard]] double totalSeconds() const { return trainingSeconds + validationSeconds + pinnedSeconds; }
};

struct RunEstimate {
    MemoryEstimate memory;
    DiskEstimate disk;
    std::optional<TimeEstimate> time;  ///< absent when nothing was measured
};

/// Prepares the cases if need be. The time comes from an earlier run of this project that trained the same network on
/// the same patches, else from a few iterations that are trained here and forgotten, if mayProbe says that the machine
/// is free for them and the memory suffices. Throws Error (Cancelled; InvalidInput; what preparing and training throw).
[[nodiscard]] RunEstimate estimateRun(Project& project, Engine& engine, const TrainingRequest& request, bool mayProbe,
                                      const Progress& progress, const std::stop_token& stop);

}  // namespace tandem
