#include "app/cli/training_engine.h"

#include "core/engine_module.h"
#include "core/plan/worker_engine.h"

#include <utility>

namespace tandem::cli {

std::unique_ptr<Engine> trainingEngine(bool inWorker) {
    std::unique_ptr<Engine> engine = openEngine();
    return inWorker ? std::make_unique<WorkerEngine>(std::move(engine), findWorker()) : std::move(engine);
}

}  // namespace tandem::cli
