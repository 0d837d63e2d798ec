// The study that the demo makes, for the terminal and the window alike: a generated cohort, how it is divided, and
// settings that two cores train in minutes.
//
// Thread-safe but for what takes a Project, which is for that project's thread. Invariant: the same plan gives the same
// cohort, split and settings.
#pragma once

#include "core/base/progress.h"
#include "core/settings/preparation_settings.h"
#include "core/settings/training_settings.h"
#include "core/study/split_plan.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace tandem {

class Project;

/// Few labels and many unlabelled volumes of a varied anatomy.
struct DemoPlan {
    int cases = 27;
    std::uint64_t firstSeed = 100;
    SplitCounts split{.labelled = 3, .unlabelled = 14, .validation = 4, .test = 6};
    std::int64_t iterations = 300;  ///< training steps of a method
};

/// Writes phantom_01 ... with consecutive seeds as NIfTI files in imagesTr and labelsTr. Throws Error (Io, Cancelled).
void writeDemoCohort(const std::filesystem::path& folder, const DemoPlan& plan, const Progress& progress,
                     const std::stop_token& stop);

/// An empty project with the cohort's classes. Throws Error (Conflict, Io).
[[nodiscard]] Project createDemoProject(const std::filesystem::path& folder);

/// Divides the imported cohort; the split's id. Throws Error (InvalidInput when there are too few cases).
std::int64_t addDemoSplit(const Project& project, const DemoPlan& plan);

[[nodiscard]] TrainingSettings demoTraining(Method method, const DemoPlan& plan);
[[nodiscard]] PreparationSettings demoPreparation();

}  // namespace tandem
