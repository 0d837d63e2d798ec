// Goes on from a run with labels that came since: a new split, a new run that begins with the run's weights, and what
// of its settings is for fine-tuning.
//
// For the thread of the Project. Invariant: what validated or tested a run of the chain is not learnt from without
// somebody having been told; what is learnt from never validates or tests again, which the database keeps, too
// (RunRepository::goOnFrom).
//
// It begins with the last checkpoint unless the other is asked for, as nnU-Net does: the best one was chosen on the
// validation cases, on which before and after are compared (before_and_after.h).
#pragma once

#include "core/engine.h"
#include "core/settings/training_settings.h"
#include "core/study/split_role.h"
#include "storage/db/run_record.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tandem {

class Project;

/// How a case got the label that it has.
enum class LabelOrigin {
    Accepted,   ///< a prediction, as it was
    Corrected,  ///< by a person
    Given       ///< with the case, or imported
};

/// A case with a label that the run was not trained on.
struct ComingCase {
    std::int64_t caseId = 0;
    std::string name;
    LabelOrigin origin = LabelOrigin::Given;
    std::optional<SplitRole> role;  ///< in the run's split
    bool isNew = false;             ///< accepted or corrected since the split was made: comes in unless told otherwise
    std::string leak;               ///< why it is not to be learnt from, a sentence; empty where nothing is against it
};

/// The new ones first, each kind sorted by name. Excluded cases are not among them; none of a run
/// without a split. Throws Error (NotFound).
[[nodiscard]] std::vector<ComingCase> casesToTrainOn(const Project& project, std::int64_t runId);

/// Those that come in where nothing else is told: what is new and leaks nothing.
[[nodiscard]] std::vector<std::int64_t> newCases(const std::vector<ComingCase>& cases);

/// The run's own, but for a third of the iterations at a tenth of the learning rate, and the mutual loss with its full
/// weight at once: the two decoders have learnt before. Throws Error (NotFound; InvalidInput).
[[nodiscard]] TrainingSettings fineTuning(const Project& project, std::int64_t runId);

struct TrainOnRequest {
    std::int64_t runId = 0;
    std::vector<std::int64_t> caseIds;  ///< which come in; see newCases()
    bool addsUnlabelled = false;        ///< learns, too, from cases without a label that the run's split has not
    CheckpointKind checkpoint = CheckpointKind::Last;
    TrainingSettings training;  ///< see fineTuning()
    std::string name;           ///< may be empty
    bool acceptsLeak = false;   ///< what leaks comes in and leaves validation and test; and as in TrainingRequest
};

struct QueuedTrainOn {
    RunRecord run;
    std::string sentence;  ///< on the cases that came in and those that judge no more
};

/// Makes the split and adds the run as queued, both or none; runTraining() trains it. Throws Error (Conflict naming
/// what leaks; InvalidInput when no case is to come in, one cannot, or the settings ask for another network than the
/// run's; NotFound when the run has no such checkpoint), and as queueTraining().
[[nodiscard]] QueuedTrainOn queueTrainOn(Project& project, const Engine& engine, const TrainOnRequest& request);

}  // namespace tandem
