#include "app/cli/demo_picture.h"

#include "core/base/number_text.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"
#include "ui/picture/graphics_session.h"
#include "ui/picture/largest_slice.h"
#include "ui/picture/slice_montage.h"

#include <optional>

namespace tandem::cli {
namespace {

std::vector<MontageColumn> columnsFor(const LabelScheme& scheme) {
    return {{.title = "Image"},
            {.title = "Label", .classes = scheme.classes},
            {.title = "Prediction", .classes = scheme.classes, .outlineLegend = "label"},
            {.title = "Uncertainty A", .scale = MapScale::uncertainty(scheme.count())},
            {.title = "Similarity A, " + scheme.classes[1].name, .scale = MapScale::similarity()},
            {.title = "Teaching weight of A", .scale = MapScale::teachingWeight()},
            {.title = "Trust", .scale = MapScale::trust()}};
}

MontageRow rowFor(const Project& project, const Evaluation& evaluation, const CaseEvaluation& one,
                  const FittedTrust& trust) {
    const CaseRecord record = project.cases().get(one.caseId);
    const PredictionRecord prediction =
        project.predictions().find(evaluation.runId, one.caseId, one.weights.hash).value();
    const auto ofA = [&](MapKind kind, std::optional<int> classIndex = {}) {
        return loadStoredMap(project, prediction, {kind, Decoder::A, classIndex});
    };
    const ImageVolume image = readCaseImage(project, record.images.front(), {});
    const LabelVolume label = readCaseLabel(project, record, {});
    const LabelVolume predicted = loadStoredLabel(project, prediction);
    return {.name = one.caseName,
            .note = "Dice " + fixedText(one.classes.front().overlap.dice, 3),
            .slice = largestSlice(label),
            .tiles = {{.image = image},
                      {.image = image, .label = label},
                      {.image = image, .label = predicted, .outline = label},
                      {.image = image, .map = ofA(MapKind::Uncertainty)},
                      {.image = image, .map = ofA(MapKind::Similarity, 1)},
                      {.image = image, .map = ofA(MapKind::Reliability)},
                      {.image = image, .map = trustPrediction(project, prediction, Decoder::A, trust, {}).trust}}};
}

}  // namespace

void drawDemoPicture(const Project& project, const Evaluation& evaluation, std::size_t most,
                     const std::filesystem::path& png) {
    const GraphicsSession session;
    SliceMontage montage(
        columnsFor(project.labels().scheme()),
        {.title = "Where the segmentation can be trusted",
         .subtitle = "Test cases of a generated cohort, run " + std::to_string(evaluation.runId) + ", axial slices"});
    for (std::size_t index = 0; index < std::min(most, evaluation.cases.size()); ++index) {
        const CaseEvaluation& one = evaluation.cases[index];
        const RunTrust trust = recordedTrust(project, evaluation.runId, one.weights.hash);
        montage.addRow(rowFor(project, evaluation, one, trust.fitted));
    }
    montage.writePng(png);
}

}  // namespace tandem::cli
