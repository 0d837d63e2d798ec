// Learning what to trust in a run in the background, from whichever page it is asked for.
//
// Used on the GUI thread.
#pragma once

#include <cstdint>

namespace tandem {

class PredictionJob;
class ProjectSession;

/// Queues it for the run's present weights (storage/reliability/trust_learning.h). The session says that its
/// predictions have changed as for any prediction.
PredictionJob* queueTrust(ProjectSession& session, std::int64_t runId);

}  // namespace tandem
