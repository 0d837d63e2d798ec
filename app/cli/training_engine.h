// The engine of commands that train. Thread-safe.
#pragma once

#include "core/engine.h"

#include <memory>

namespace tandem::cli {

inline constexpr const char* kWorkerHelp =
    "Train in a process of its own, tandem-worker, whose memory the system takes back whatever becomes of it";

/// In this process, or in one of its own. Throws Error as openEngine() and findWorker().
[[nodiscard]] std::unique_ptr<Engine> trainingEngine(bool inWorker);

}  // namespace tandem::cli
