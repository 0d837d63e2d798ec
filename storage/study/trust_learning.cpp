#include "storage/study/trust_learning.h"

#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/study/prediction_study.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/stored_maps.h"
#include "storage/study/trust_scores.h"

#include <string_view>

namespace tandem {
namespace {

constexpr const char* kMaps = "all";

Progress between(const Progress& progress, double from, double to) {
    return [&progress, from, to](double fraction, std::string_view what) {
        progress(from + (to - from) * fraction, what);
    };
}

}  // namespace

RunTrust learnTrust(const Project& project, const Engine& engine, std::int64_t runId,
                    const std::function<void()>& caseDone, const Progress& progress, const std::stop_token& stop) {
    constexpr double kPredicted = 0.8;  // of the time
    constexpr double kMeasured = 0.95;
    const Weights weights = weightsOf(presentCheckpoint(project, runId, {}));
    const RunTrust before = recordedTrust(project, runId, weights.hash);
    if (!before.toPredict.empty()) {
        PredictionRequest request{
            .runId = runId, .checkpoint = weights.kind, .caseIds = before.toPredict, .caseDone = caseDone};
        request.settings.maps = kMaps;
        static_cast<void>(predictCases(project, engine, request, between(progress, 0, kPredicted), stop));
    }
    RunTrust trust = measureTrust(project, runId, weights, "a", between(progress, kPredicted, kMeasured), stop);
    scorePredictions(project, runId, weights, between(progress, kMeasured, 1), stop);
    return trust;
}

std::uint64_t bytesToLearnTrust(const Project& project, const RunTrust& trust) {
    const std::uint64_t ofVoxel = storedBytesPerVoxel(kMaps, project.labels().scheme().count());
    std::uint64_t bytes = 0;
    for (const std::int64_t id : trust.toPredict) {
        bytes += ofVoxel * static_cast<std::uint64_t>(project.cases().get(id).geometry.voxelCount());
    }
    return bytes;
}

}  // namespace tandem
