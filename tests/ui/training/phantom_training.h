// Trains a run of a phantom project on the spot, for tests of what comes after.
#pragma once

#include "core/engine_module.h"
#include "storage/db/run_record.h"
#include "storage/training/training_study.h"
#include "tests/training/quiet_observer.h"
#include "tests/ui/training/phantom_project.h"

#include <cstdint>
#include <string>

namespace tandem {

/// The number of the run.
inline std::int64_t trainPhantoms(PhantomProject& phantoms, std::int64_t iterations, const std::string& name) {
    const auto engine = openEngine();
    const RunRecord run = queueTraining(
        phantoms.project(), *engine,
        {.training = PhantomProject::smallSettings(iterations), .splitId = phantoms.splitId(), .name = name});
    Quiet observer;
    runTraining(phantoms.project(), *engine, run.id, observer, [](double, std::string_view) {}, {});
    return run.id;
}

}  // namespace tandem
