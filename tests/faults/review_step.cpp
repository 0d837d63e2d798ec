// review_step begin|take PROJECT: the steps of a review that the window does, for faults.py. begin writes the working
// copy of the first prediction without a label and changes it as an editor would; take makes it the label of its case.
// Exit 1 with a sentence on failure.
#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "storage/review/label_edit.h"

#include <cstdio>
#include <string_view>
#include <vector>

using namespace tandem;

namespace {

void begin(const Project& project) {
    for (const PredictionRecord& prediction : project.predictions().list(1)) {
        CaseRecord record = project.cases().get(prediction.caseId);
        if (record.state == CaseState::Labelled) {
            // As a case that came without one.
            record.label.reset();
            record.labelVoxels.clear();
            record.state = CaseState::Unlabelled;
            try {
                project.cases().update(record);
            } catch (const Error&) {
                continue;  // a split needs it
            }
        }
        const LabelEdit edit = beginLabelEdit(project, 1, record.id, [](double, std::string_view) {}, {});
        const RawLabelVolume label = readLabel(edit.label);
        std::vector<std::int32_t> values(label.voxels().begin(), label.voxels().end());
        for (std::size_t at = 0; at < 100; ++at) {
            values[at] = 1;
        }
        writeLabel(RawLabelVolume(label.geometry(), std::move(values)), edit.label);
        return;
    }
    throw Error(ErrorCode::NotFound, "No prediction is of a case whose label may change.");
}

void take(const Project& project) {
    for (const std::int64_t caseId : casesWithWaitingEdit(project)) {
        static_cast<void>(takeEdit(project, caseId, "", "an editor", {}));
        return;
    }
    throw Error(ErrorCode::NotFound, "No label waits.");
}

}  // namespace

int main(int count, char** words) {
    try {
        const Project project = Project::open(words[count - 1]);
        std::string_view(words[1]) == "begin" ? begin(project) : take(project);
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
