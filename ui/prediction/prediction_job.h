// Predicting in the background, from whichever page it is asked for.
//
// Used on the GUI thread. Invariant: the session says that its predictions have changed as soon as the job has ended,
// however it ended, since the cases that were done stay.
#pragma once

#include "storage/study/prediction_study.h"

namespace tandem {

class Job;
class ProjectSession;

/// Queues the job, which opens the project and the engine itself. It belongs to the session's list of jobs.
Job* queuePrediction(ProjectSession& session, const PredictionRequest& request);

}  // namespace tandem
