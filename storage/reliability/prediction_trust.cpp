#include "storage/reliability/prediction_trust.h"

#include "core/base/error.h"
#include "core/base/side_by_side.h"
#include "core/reliability/boundary_depth.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kPartVoxels = std::size_t{1} << 18;  // worked on by one thread at a time
constexpr float kNearMm = 5;

/// What a part of the voxels adds up to.
struct Sums {
    explicit Sums(int classes) : overlap(classes), scoring(classes) {}

    ExpectedOverlap overlap;
    CaseScoring scoring;
};

std::vector<std::span<const float>> partOf(const std::vector<std::span<const float>>& ofClasses, std::size_t first,
                                           std::size_t count) {
    std::vector<std::span<const float>> part;
    for (const std::span<const float>& one : ofClasses) {
        part.push_back(one.subspan(first, count));
    }
    return part;
}

/// Of the voxels of a slab, side by side; trust is written where it belongs.
void add(const PredictionSlab& slab, const TrustModel& model, std::span<float> trust, Sums& all, int classes) {
    const std::size_t voxels = slab.maps.label.size();
    const std::size_t parts = (voxels + kPartVoxels - 1) / kPartVoxels;
    std::vector<Sums> sums(parts, Sums(classes));
    sideBySide(parts, computingThreads(), [&](std::size_t index) {
        const std::size_t first = index * kPartVoxels;
        const std::size_t count = std::min(kPartVoxels, voxels - first);
        const VoxelMaps maps = tandem::partOf(slab.maps, first, count);
        const auto mean = partOf(slab.meanProbability, first, count);
        const SignalColumns signals = signalsOf(maps);
        const std::vector<float> ofPart = trustOf(model, signals, maps.label);
        std::ranges::copy(ofPart, trust.begin() + static_cast<std::ptrdiff_t>(slab.firstVoxel + first));
        sums[index].overlap.add(maps.label, ofPart, mean);
        sums[index].scoring.add(signals, maps.label, maps.labelA, maps.labelB, mean);
    });
    for (const Sums& one : sums) {
        all.overlap.add(one.overlap);
        all.scoring.add(one.scoring);
    }
}

/// each: looks at the slabs, too.
TrustedPrediction trustSlabs(const Project& project, const PredictionRecord& prediction, LabelVolume label,
                             const FittedTrust& trust, const std::function<void(const PredictionSlab&)>& each,
                             const std::stop_token& stop) {
    const int classes = project.labels().scheme().count();
    TrustedPrediction result{.label = std::move(label)};
    std::vector<float> voxels(result.label.voxels().size());
    Sums sums(classes);
    forSlabsOf(
        project, prediction, result.label, classes,
        [&](const PredictionSlab& slab) {
            add(slab, trust.model, voxels, sums, classes);
            each(slab);
        },
        stop);
    result.scores = sums.scoring.scores();
    result.expectedDice = trust.model.isCalibrated ? sums.overlap.meanDice() : result.scores.expectedOfMean;
    result.dice = trust.model.isCalibrated ? corrected(result.expectedDice, trust.correction)
                                           : PredictedDice{.value = result.expectedDice};
    result.trust = {result.label.geometry(), std::move(voxels)};
    return result;
}

}  // namespace

TrustedPrediction trustPrediction(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                                  const FittedTrust& trust, const std::stop_token& stop) {
    const int classes = project.labels().scheme().count();
    return trustPrediction(project, prediction, predictedLabel(project, prediction, labelOf, classes, stop), trust,
                           stop);
}

TrustedPrediction trustPrediction(const Project& project, const PredictionRecord& prediction, LabelVolume label,
                                  const FittedTrust& trust, const std::stop_token& stop) {
    return trustSlabs(project, prediction, std::move(label), trust, [](const PredictionSlab&) {}, stop);
}

TrustedDecoders trustDecoders(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                              const FittedTrust& trust, const std::stop_token& stop) {
    LabelVolume label = predictedLabel(project, prediction, labelOf, project.labels().scheme().count(), stop);
    const Geometry grid = label.geometry();
    std::vector<std::uint8_t> a(label.voxels().size());
    std::vector<std::uint8_t> b(label.voxels().size());
    const auto keepLabels = [&](const PredictionSlab& slab) {
        const auto first = static_cast<std::ptrdiff_t>(slab.firstVoxel);
        std::ranges::copy(slab.maps.labelA, a.begin() + first);
        std::ranges::copy(slab.maps.labelB, b.begin() + first);
    };
    TrustedPrediction trusted = trustSlabs(project, prediction, std::move(label), trust, keepLabels, stop);
    return {.trusted = std::move(trusted), .a = {grid, std::move(a)}, .b = {grid, std::move(b)}};
}

CaseVoxels drawVoxels(const Project& project, const PredictionRecord& prediction, Decoder labelOf,
                      const std::stop_token& stop) {
    const int classes = project.labels().scheme().count();
    const CaseRecord record = project.cases().get(prediction.caseId);
    const LabelVolume reference = readCaseLabel(project, record, stop);
    const LabelVolume label = predictedLabel(project, prediction, labelOf, classes, stop);
    if (const auto difference = differenceOf(reference.geometry(), label.geometry())) {
        throw Error(ErrorCode::InvalidInput,
                    "The label of " + record.name + " and its prediction lie on different grids.", *difference);
    }
    BoundaryDepth boundary(reference);
    VoxelDraw draw(record.id, record.name, classes);
    forSlabsOf(
        project, prediction, label, classes,
        [&](const PredictionSlab& slab) {
            const std::vector<float> depth = boundary.ofSlices(slab.firstSlice, slab.slices);
            std::vector<std::uint8_t> isNear(depth.size());
            std::ranges::transform(depth, isNear.begin(),
                                   [](float mm) { return static_cast<std::uint8_t>(mm <= kNearMm ? 1 : 0); });
            draw.add(slab.maps, reference.voxels().subspan(slab.firstVoxel, depth.size()), isNear);
        },
        stop);
    return draw.take();
}

}  // namespace tandem
