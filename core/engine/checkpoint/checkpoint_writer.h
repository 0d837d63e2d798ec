// Writes checkpoints on a thread of its own, so that a training goes on meanwhile.
//
// For one thread. Invariant: at most one checkpoint is on its way, and none with a weight that is not finite is
// written.
#pragma once

#include "core/engine.h"
#include "core/engine/checkpoint/checkpoint.h"

#include <future>
#include <memory>
#include <optional>

namespace tandem {

class CheckpointWriter {
public:
    struct Outcome {
        CheckpointSaved saved;
        bool isFinite = true;  ///< else nothing was written
    };

    /// Begins to write what the caller does not change any more; the hash of about is left empty. Before, what was
    /// begun must have been collected.
    void begin(CheckpointSaved about, Checkpoint checkpoint);

    /// What was begun, once: when it is done, or, with wait, after it is. Throws Error (Io) when it could not be
    /// written.
    [[nodiscard]] std::optional<Outcome> collect(bool wait);

    /// After collect() threw: the same once more.
    void beginAgain();

private:
    CheckpointSaved m_about;
    std::shared_ptr<const Checkpoint> m_checkpoint;  ///< until it is written
    std::future<Outcome> m_onItsWay;
};

}  // namespace tandem
