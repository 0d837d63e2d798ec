#include "storage/reliability/evaluation.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "core/volume/unknown_class.h"
#include "storage/cases/case_reading.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/prediction/self_judgement.h"
#include "storage/reliability/prediction_reading.h"
#include "storage/reliability/run_trust.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// Mean of the values that are there.
class Average {
public:
    void add(const std::optional<double>& value) {
        m_sum += value.value_or(0);
        m_count += value ? 1 : 0;
    }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] std::optional<double> value() const {
        return m_count > 0 ? std::optional(m_sum / m_count) : std::nullopt;
    }

private:
    double m_sum = 0;
    int m_count = 0;
};

bool isAbsent(const ClassMetrics& metrics) {
    return metrics.overlap.predictionMl == 0 && metrics.overlap.referenceMl == 0;
}

bool isFailure(const ClassMetrics& metrics) {
    return (metrics.overlap.predictionMl == 0) != (metrics.overlap.referenceMl == 0);
}

double diagonalMm(const Geometry& geometry) {
    return std::hypot(static_cast<double>(geometry.size[0]) * geometry.spacingMm[0],
                      static_cast<double>(geometry.size[1]) * geometry.spacingMm[1],
                      static_cast<double>(geometry.size[2]) * geometry.spacingMm[2]);
}

MeanMetrics meanOf(const std::vector<CaseEvaluation>& cases, std::size_t position, const EvaluationSettings& settings) {
    MeanMetrics mean;
    Average dice, jaccard, hd95, asd, assd;
    for (const CaseEvaluation& one : cases) {
        const ClassMetrics& metrics = one.classes[position];
        mean.classIndex = metrics.classIndex;
        mean.failures += isFailure(metrics) ? 1 : 0;
        mean.absent += isAbsent(metrics) ? 1 : 0;
        if (isAbsent(metrics) && settings.absent == AbsenceRule::LeftOut) {
            continue;
        }
        dice.add(metrics.overlap.dice);
        jaccard.add(metrics.overlap.jaccard);
        hd95.add(metrics.surface.hd95Mm);
        asd.add(metrics.surface.asdMm);
        assd.add(metrics.surface.assdMm);
        mean.casesWithoutDistance += metrics.surface.hd95Mm ? 0 : 1;
    }
    mean.dice = dice.value();
    mean.jaccard = jaccard.value();
    mean.hd95Mm = hd95.value();
    mean.asdMm = asd.value();
    mean.assdMm = assd.value();
    mean.cases = dice.count();
    mean.casesWithDistance = hd95.count();
    return mean;
}

std::string someCases(int some, std::size_t all) {
    return std::to_string(some) + " of " + std::to_string(all) + " cases";
}

std::optional<TrustEvaluation> evaluateTrust(PredictionReading& predicted, const LabelVolume& reference) {
    const TrustedPrediction* const trusted = predicted.trusted();
    if (trusted == nullptr) {
        return std::nullopt;
    }
    std::vector<float> doubt(trusted->trust.voxels().size());
    std::ranges::transform(trusted->trust.voxels(), doubt.begin(), [](float value) { return 1 - value; });
    return TrustEvaluation{.isCalibrated = predicted.isCalibrated(),
                           .dice = trusted->dice,
                           .voxels = measureReliability(trusted->label, reference, trusted->trust,
                                                        {trusted->trust.geometry(), std::move(doubt)})};
}

}  // namespace

CaseEvaluation evaluatePrediction(const Project& project, const LabelScheme& scheme, const CaseRecord& record,
                                  PredictionReading& predicted, const EvaluationSettings& settings,
                                  const std::stop_token& stop) {
    const LabelVolume reference = readCaseLabel(project, record, stop);
    // What is cheap comes first: it fails where the grids differ, before all maps are read for trust.
    CaseEvaluation evaluation{.caseId = record.id,
                              .caseName = record.name,
                              .weights = weightsOf(predicted.prediction()),
                              .classes = evaluateCase(predicted.label(), reference, scheme.count()),
                              .unknownVoxels = std::ranges::count(reference.voxels(), kUnknownClass)};
    evaluation.trust = evaluateTrust(predicted, reference);
    for (ClassMetrics& metrics : evaluation.classes) {
        if (isFailure(metrics) && settings.failures == FailureRule::Diagonal) {
            const double diagonal = diagonalMm(reference.geometry());
            metrics.surface = {.hd95Mm = diagonal, .asdMm = diagonal, .assdMm = diagonal};
        }
    }
    return evaluation;
}

std::vector<MeanMetrics> meansOf(const std::vector<CaseEvaluation>& cases, const EvaluationSettings& settings) {
    std::vector<MeanMetrics> means;
    for (std::size_t position = 0; !cases.empty() && position < cases.front().classes.size(); ++position) {
        means.push_back(meanOf(cases, position, settings));
    }
    return means;
}

std::vector<std::int64_t> trustedCases(const Evaluation& evaluation) {
    std::vector<std::int64_t> ids;
    for (const CaseEvaluation& one : evaluation.cases) {
        if (one.trust) {
            ids.push_back(one.caseId);
        }
    }
    return ids;
}

std::vector<std::string> remarksOn(const Evaluation& evaluation) {
    std::vector<std::string> remarks = evaluation.notices;
    const std::size_t all = evaluation.cases.size();
    if (const auto partly =
            std::ranges::count_if(evaluation.cases, [](const CaseEvaluation& one) { return one.unknownVoxels > 0; });
        partly > 0) {
        remarks.push_back("The label of " + someCases(static_cast<int>(partly), all) +
                          " has voxels of which nobody knows what they are: these are not judged, and volumes are over "
                          "the others.");
    }
    for (const MeanMetrics& mean : evaluation.means) {
        const std::string& name = evaluation.classNames.at(static_cast<std::size_t>(mean.classIndex));
        if (mean.failures > 0) {
            const std::string where =
                "Either label or prediction has no " + name + " in " + someCases(mean.failures, all) + ": ";
            remarks.push_back(where + (evaluation.settings.failures == FailureRule::Diagonal
                                           ? "their distance is the diagonal of the volume."
                                           : "no distance is defined, and the means of the distances are over " +
                                                 someCases(mean.casesWithDistance, all) + "."));
        }
        if (mean.absent > 0) {
            const std::string where =
                "Neither label nor prediction has " + name + " in " + someCases(mean.absent, all) + ": ";
            remarks.push_back(where + (evaluation.settings.absent == AbsenceRule::LeftOut
                                           ? "they are in no mean."
                                           : "they count as Dice 1 and distance 0."));
        }
    }
    return remarks;
}

Evaluation evaluateRun(const Project& project, const EvaluationRequest& request, const Progress& progress,
                       const std::stop_token& stop) {
    checkSettings(request.settings);
    const LabelScheme scheme = project.labels().scheme();
    std::vector<std::pair<CaseRecord, PredictionRecord>> predicted;
    std::vector<std::string> leftOut;
    for (const std::int64_t id : request.caseIds) {
        const CaseRecord record = project.cases().get(id);
        if (isPredictionOf(project, request.runId, record)) {
            leftOut.push_back(record.name);
            continue;
        }
        predicted.emplace_back(record, predictionBy(project, request.runId, request.weights, record));
    }
    const std::vector<std::string> selfJudgement = selfJudgementNotice(request.runId, leftOut);
    if (predicted.empty() && !selfJudgement.empty()) {
        throw Error(ErrorCode::InvalidInput, "No case is left to evaluate. " + selfJudgement.front() +
                                                 " Choose cases with labels of their own.");
    }
    Evaluation evaluation{.runId = request.runId,
                          .on = request.on,
                          .settings = request.settings,
                          .classNames = scheme.names(),
                          .cases = {},
                          .means = {},
                          .notices = leakNotices(project, project.runs().get(request.runId).splitId)};
    std::ranges::copy(selfJudgement, std::back_inserter(evaluation.notices));
    const RunTrust trust = recordedTrust(project, request.runId, request.weights.hash, request.settings.label);
    for (const auto& [record, prediction] : predicted) {
        throwIfStopped(stop);
        progress(static_cast<double>(evaluation.cases.size()) / static_cast<double>(predicted.size()), record.name);
        PredictionReading reading(project, prediction, request.settings.label, trust.fitted, stop);
        evaluation.cases.push_back(evaluatePrediction(project, scheme, record, reading, request.settings, stop));
    }
    std::ranges::copy(fittedOnNotice(project, trust, trustedCases(evaluation)), std::back_inserter(evaluation.notices));
    evaluation.means = meansOf(evaluation.cases, request.settings);
    progress(1.0, "evaluated");
    return evaluation;
}

}  // namespace tandem
