// review_step begin|take|correct|finish PROJECT: the steps of a review that the window does, for faults.py. begin
// writes the working copy of the first prediction without a label and changes it as an editor would; take makes it the
// label of its case. correct begins a correction of that prediction, or goes on with it, until it has five strokes;
// finish makes it the label. Exit 1 with a sentence on failure.
#include "core/base/error.h"
#include "storage/correction/correction_work.h"
#include "storage/db/case_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "storage/image/image_writer.h"
#include "storage/review/label_edit.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

using namespace tandem;

namespace {

constexpr std::int64_t kStrokes = 5;

/// The first prediction of a case whose label may change.
PredictionRecord freePrediction(const Project& project) {
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
        return prediction;
    }
    throw Error(ErrorCode::NotFound, "No prediction is of a case whose label may change.");
}

void begin(const Project& project) {
    const LabelEdit edit =
        beginLabelEdit(project, 1, freePrediction(project).caseId, [](double, std::string_view) {}, {});
    const RawLabelVolume label = readLabel(edit.label);
    std::vector<std::int32_t> values(label.voxels().begin(), label.voxels().end());
    for (std::size_t at = 0; at < 100; ++at) {
        values[at] = 1;
    }
    writeLabel(RawLabelVolume(label.geometry(), std::move(values)), edit.label);
}

void take(const Project& project) {
    for (const std::int64_t caseId : casesWithWaitingEdit(project)) {
        static_cast<void>(takeEdit(project, caseId, "", "an editor", {}));
        return;
    }
    throw Error(ErrorCode::NotFound, "No label waits.");
}

CorrectionStart wanted(const Project& project) {
    const auto waiting = casesWithCorrection(project);
    if (!waiting.empty()) {
        return {.origin = CorrectionOrigin::Empty, .caseId = waiting.front()};  // it goes on, whatever it is
    }
    const PredictionRecord prediction = freePrediction(project);
    return {.origin = CorrectionOrigin::Prediction,
            .caseId = prediction.caseId,
            .runId = prediction.runId,
            .checkpointHash = prediction.checkpointHash};
}

void correct(const Project& project) {
    CorrectionWork work = CorrectionWork::begin(project, wanted(project), {});
    Correction& correction = work.correction();
    const std::int64_t row = correction.label().geometry().size[0];
    for (std::int64_t stroke = correction.tally().actions; stroke < kStrokes; ++stroke) {
        correction.begin(EditTool::Brush);
        correction.paint({{row * stroke, row}}, 1);
        correction.paint({{row * stroke, row / 2}}, 0);
        correction.end();
        work.writeDown(correction.takeEvents());
    }
}

void finish(const Project& project) {
    finishCorrection(project, CorrectionWork::begin(project, wanted(project), {}), "", {});
}

}  // namespace

int main(int count, char** words) {
    try {
        const Project project = Project::open(words[count - 1]);
        const std::string_view step(words[1]);
        using Step = void (*)(const Project&);
        constexpr std::array<std::pair<std::string_view, Step>, 4> kSteps{
            {{"begin", begin}, {"take", take}, {"correct", correct}, {"finish", finish}}};
        for (const auto& [name, work] : kSteps) {
            if (step == name) {
                work(project);
                return 0;
            }
        }
        return 2;
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
