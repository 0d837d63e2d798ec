#include "storage/db/record_words.h"

#include "storage/db/case_record.h"
#include "storage/db/result_records.h"
#include "storage/db/run_record.h"

namespace tandem {

std::string_view nameOf(CaseState state) {
    switch (state) {
        case CaseState::Labelled:
            return "labelled";
        case CaseState::Unlabelled:
            return "unlabelled";
        case CaseState::Reviewed:
            return "reviewed";
        case CaseState::Excluded:
            return "excluded";
    }
    return {};
}

std::optional<CaseState> caseStateNamed(std::string_view name) {
    return named(name, {CaseState::Labelled, CaseState::Unlabelled, CaseState::Reviewed, CaseState::Excluded});
}

std::optional<Method> methodOf(const RunRecord& run) {
    return choiceNamed<Method>(run.method);
}

std::string_view nameOf(RunStatus status) {
    switch (status) {
        case RunStatus::Queued:
            return "queued";
        case RunStatus::Running:
            return "running";
        case RunStatus::Stopped:
            return "stopped";
        case RunStatus::Finished:
            return "finished";
        case RunStatus::Failed:
            return "failed";
        case RunStatus::Interrupted:
            return "interrupted";
    }
    return {};
}

std::optional<RunStatus> runStatusNamed(std::string_view name) {
    return named(name, {RunStatus::Queued, RunStatus::Running, RunStatus::Stopped, RunStatus::Finished,
                        RunStatus::Failed, RunStatus::Interrupted});
}

std::string_view nameOf(CheckpointKind kind) {
    return kind == CheckpointKind::Best ? "best" : "last";
}

std::optional<CheckpointKind> checkpointKindNamed(std::string_view name) {
    return named(name, {CheckpointKind::Last, CheckpointKind::Best});
}

}  // namespace tandem
