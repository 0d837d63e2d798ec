// Lets a run train for longer than it was made for, and tells what that does to its learning rate.
//
// For the thread of the Project. A polynomial schedule falls over all of a run's iterations. Extending the run
// stretches it, so that the rate rises where the run goes on; a run that keeps its rate finishes the schedule that it
// has and then stays at the schedule's last rate. Invariant: a run that keeps its rate is, to the last digit, the run
// that was made with the settings it has then.
#pragma once

#include "core/settings/training_settings.h"

#include <cstdint>
#include <string>

namespace tandem {

class Project;

struct RunExtension {
    std::int64_t iterations = 0;  ///< in all, more than the run has
    bool keepsRate = false;       ///< else a polynomial schedule is stretched; a constant rate is kept anyway
};

/// The settings of a run after it was extended.
[[nodiscard]] TrainingSettings extended(const TrainingSettings& settings, const RunExtension& extension);

/// The learning rate where a run goes on.
struct RateStep {
    std::int64_t doneIterations = 0;
    double before = 0;  ///< in the last iteration that is done
    double after = 0;   ///< in the next
    double last = 0;    ///< in the very last
};

[[nodiscard]] RateStep rateStep(const TrainingSettings& before, const TrainingSettings& after,
                                std::int64_t doneIterations);

/// Whether an extension can stretch the schedule, so that there is a rate to keep.
[[nodiscard]] bool canStretch(const TrainingSettings& settings);

/// Lets a run that ended train on, and notes it in the run's config.json and the project's log. Returns what is to be
/// told of its learning rate, with both rates; empty where it stays constant. Throws Error (InvalidInput when the run
/// is not to become longer; NotFound, Io).
std::string extendTraining(Project& project, std::int64_t runId, const RunExtension& extension);

}  // namespace tandem
