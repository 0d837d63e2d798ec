#include "ui/session/run_choice.h"

#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "ui/session/run_titles.h"

#include <QComboBox>

namespace tandem {

void offerRuns(QComboBox& runs, const Project& project, std::int64_t wanted) {
    for (const RunRecord& run : project.runs().list()) {
        if (!project.checkpoints().list(run.id).empty()) {
            runs.addItem(runTitle(run), QVariant::fromValue<qlonglong>(run.id));
        }
    }
    const int found = runs.findData(QVariant::fromValue<qlonglong>(wanted));
    runs.setCurrentIndex(found >= 0 ? found : runs.count() - 1);
}

void offerCheckpoints(QComboBox& checkpoints, const Project& project, std::int64_t runId) {
    checkpoints.clear();
    for (const CheckpointKind kind : {CheckpointKind::Best, CheckpointKind::Last}) {
        if (const auto checkpoint = project.checkpoints().find(runId, kind)) {
            checkpoints.addItem(checkpointTitle(kind, checkpoint->iteration), static_cast<int>(kind));
        }
    }
}

}  // namespace tandem
