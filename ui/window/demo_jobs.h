// The demo's work as blocking functions for jobs: its project, and its predictions.
//
// Thread-safe; each opens what it needs. Invariant: a demo project that is there is whole, with a run that waits or has
// been trained.
#pragma once

#include "core/base/progress.h"
#include "storage/demo/demo_study.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>

namespace tandem {

/// The project that makeDemo() leaves in a folder.
[[nodiscard]] std::filesystem::path demoProject(const std::filesystem::path& place);

/// Generates the cohort below `place`, imports and divides it, and queues a run. What an interrupted attempt left is
/// replaced. Throws Error.
void makeDemo(const std::filesystem::path& place, const DemoPlan& plan, const Progress& progress,
              const std::stop_token& stop);

/// Learns what to trust from the validation cases of the run's split, then predicts its test cases with all maps.
/// caseDone: after each case that was kept. Throws Error.
void predictDemo(const std::filesystem::path& project, std::int64_t runId,
                 const std::function<void(std::int64_t)>& caseDone, const Progress& progress,
                 const std::stop_token& stop);

}  // namespace tandem
