// Boxes to choose a trained run and one of its checkpoints from. Used on the GUI thread.
//
// Invariant: what is offered has weights that are there.
#pragma once

#include <cstdint>

class QComboBox;

namespace tandem {

class Project;

/// Adds the runs that have a checkpoint, their ids as data, and chooses the wanted one, else the newest.
void offerRuns(QComboBox& runs, const Project& project, std::int64_t wanted);
/// Best, then last, as far as they are there, in place of what was offered; their kinds as data.
void offerCheckpoints(QComboBox& checkpoints, const Project& project, std::int64_t runId);

}  // namespace tandem
