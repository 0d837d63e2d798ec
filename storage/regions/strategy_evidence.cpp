#include "storage/regions/strategy_evidence.h"

#include "core/base/error.h"
#include "core/reliability/trust_fit.h"
#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/regions/prediction_regions.h"
#include "storage/reliability/prediction_trust.h"
#include "storage/reliability/run_trust.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr double kDrawing = 0.5;  // of the time
constexpr double kFitting = 0.6;

std::vector<PredictionRecord> judgingPredictions(const Project& project, std::int64_t runId, const Weights& weights,
                                                 const RunTrust& trust) {
    std::vector<PredictionRecord> predictions;
    for (const TrustCase& one : trust.cases) {
        predictions.push_back(predictionBy(project, runId, weights, project.cases().get(one.caseId)));
    }
    return predictions;
}

/// Of each case the trust that was fitted on the others; where the run's own is none, neither are these.
std::vector<FittedTrust> trustOfOthers(const Project& project, const std::vector<PredictionRecord>& predictions,
                                       const FittedTrust& ofAll, const Progress& progress,
                                       const std::stop_token& stop) {
    std::vector<FittedTrust> fitted(predictions.size());
    if (!ofAll.model.isCalibrated) {
        return fitted;
    }
    std::vector<CaseVoxels> drawn;
    const auto count = static_cast<double>(predictions.size());
    for (const PredictionRecord& one : predictions) {
        throwIfStopped(stop);
        progress(kDrawing * static_cast<double>(drawn.size()) / count, project.cases().get(one.caseId).name);
        drawn.push_back(drawVoxels(project, one, Decoder::A, stop));
    }
    const int classes = project.labels().scheme().count();
    for (std::size_t at = 0; at < drawn.size(); ++at) {
        throwIfStopped(stop);
        progress(kDrawing + (kFitting - kDrawing) * static_cast<double>(at) / count, drawn[at].caseName);
        std::vector<std::reference_wrapper<const CaseVoxels>> others;
        for (std::size_t other = 0; other < drawn.size(); ++other) {
            if (other != at) {
                others.emplace_back(drawn[other]);
            }
        }
        fitted[at].model = fitTrust(others, classes, ofAll.model);
    }
    return fitted;
}

}  // namespace

RegionEvidence measureStrategies(const Project& project, std::int64_t runId, const Weights& weights,
                                 const RegionOrderSettings& settings, const Progress& progress,
                                 const std::stop_token& stop) {
    const RunTrust trust = recordedTrust(project, runId, weights.hash);
    if (!trust.isMeasured() || trust.isOutdated) {
        return {};
    }
    const std::vector<PredictionRecord> predictions = judgingPredictions(project, runId, weights, trust);
    const std::vector<FittedTrust> fitted = trustOfOthers(project, predictions, trust.fitted, progress, stop);
    std::vector<JudgedCase> judged;
    for (std::size_t at = 0; at < predictions.size(); ++at) {
        throwIfStopped(stop);
        const CaseRecord record = project.cases().get(predictions[at].caseId);
        progress(kFitting + (1 - kFitting) * static_cast<double>(at) / static_cast<double>(predictions.size()),
                 record.name);
        PredictionRegions regions = regionsOf(project, predictions[at], fitted[at], stop);
        std::vector<RegionTruth> truth =
            truthOf(regions.candidates, regions.label, readCaseLabel(project, record, stop));
        judged.push_back({std::move(regions.candidates), std::move(truth)});
    }
    RegionEvidence evidence = judgeStrategies(judged, settings, stop);
    progress(1, "judged");
    return evidence;
}

}  // namespace tandem
