#include "storage/reliability/trust_learning.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/prediction/prediction_study.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/trust_scores.h"

#include <optional>
#include <string_view>

namespace tandem {
namespace {

constexpr KeptMaps kMaps = KeptMaps::All;

/// As which the run still has the weights: as they were chosen, if it can be.
CheckpointKind presentKind(const Project& project, const TrustRequest& request) {
    std::optional<CheckpointKind> kind;
    for (const CheckpointRecord& present : project.checkpoints().list(request.runId)) {
        if (present.contentHash == request.weights.hash && (!kind || present.kind == request.weights.kind)) {
            kind = present.kind;
        }
    }
    if (!kind) {
        throw Error(ErrorCode::NotFound, "The validation cases are not all predicted with all maps by " +
                                             textOf(request.weights) +
                                             ", and the run has trained beyond it; name a present checkpoint.");
    }
    return *kind;
}

}  // namespace

TrustProgress stepsOf(const TrustRequest& request, const Progress& whole) {
    constexpr double kPredicting = 0.8;  // of the time
    constexpr double kMeasuring = 0.75;  // of what is left
    const double predicted = request.isToPredict ? kPredicting : 0;
    const double measured = request.isToScore ? predicted + kMeasuring * (1 - predicted) : 1;
    return [whole, predicted, measured](TrustStep step) -> Progress {
        const double from = step == TrustStep::Predicting ? 0 : step == TrustStep::Measuring ? predicted : measured;
        const double to = step == TrustStep::Predicting ? predicted : step == TrustStep::Measuring ? measured : 1;
        return
            [whole, from, to](double fraction, std::string_view what) { whole(from + (to - from) * fraction, what); };
    };
}

RunTrust learnTrust(const Project& project, const std::function<const Engine&()>& engine, const TrustRequest& request,
                    const TrustProgress& progress, const std::stop_token& stop) {
    const auto recorded = [&] { return recordedTrust(project, request.runId, request.weights.hash, request.label); };
    RunTrust trust = recorded();
    if (request.isToPredict && !trust.toPredict.empty()) {
        PredictionRequest prediction{.runId = request.runId,
                                     .checkpoint = presentKind(project, request),
                                     .caseIds = trust.toPredict,
                                     .caseDone = request.caseDone};
        prediction.settings.maps = kMaps;
        static_cast<void>(predictCases(project, engine(), prediction, progress(TrustStep::Predicting), stop));
        trust = recorded();
    }
    if (trust.isOutdated && (request.isToPredict || trust.isAnyPredicted())) {
        trust =
            measureTrust(project, request.runId, request.weights, request.label, progress(TrustStep::Measuring), stop);
    }
    if (request.isToScore) {
        scorePredictions(project, request.runId, request.weights, progress(TrustStep::Scoring), stop);
    }
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
