#include "storage/study/evaluation.h"

#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/study/case_reading.h"
#include "storage/study/prediction_reliability.h"
#include "storage/study/stored_maps.h"

namespace tandem {
namespace {

/// Mean of the values that are there.
class Average {
public:
    void add(const std::optional<double>& value) {
        m_sum += value.value_or(0);
        m_count += value ? 1 : 0;
    }
    [[nodiscard]] std::optional<double> value() const {
        return m_count > 0 ? std::optional(m_sum / m_count) : std::nullopt;
    }

private:
    double m_sum = 0;
    int m_count = 0;
};

MeanMetrics meanOf(const std::vector<CaseEvaluation>& cases, std::size_t position) {
    MeanMetrics mean;
    Average dice, jaccard, hd95, asd, assd;
    for (const CaseEvaluation& one : cases) {
        const ClassMetrics& metrics = one.classes[position];
        mean.classIndex = metrics.classIndex;
        dice.add(metrics.overlap.dice);
        jaccard.add(metrics.overlap.jaccard);
        hd95.add(metrics.surface.hd95Mm);
        asd.add(metrics.surface.asdMm);
        assd.add(metrics.surface.assdMm);
        mean.casesWithoutDistance += metrics.surface.hd95Mm ? 0 : 1;
    }
    mean.dice = dice.value().value_or(0);
    mean.jaccard = jaccard.value().value_or(0);
    mean.hd95Mm = hd95.value();
    mean.asdMm = asd.value();
    mean.assdMm = assd.value();
    return mean;
}

}  // namespace

CaseEvaluation evaluatePrediction(const Project& project, const LabelScheme& scheme, const CaseRecord& record,
                                  const PredictionRecord& prediction, const std::stop_token& stop) {
    const std::filesystem::path folder = project.folder() / prediction.folder;
    const LabelVolume label = loadStoredLabel(folder / prediction.files.at("label"));
    const LabelVolume reference = readCaseLabel(project, record, stop);
    std::optional<ReliabilityReport> reliability;
    if (prediction.maps == "all") {
        reliability = measurePrediction(project, prediction, label, reference, scheme.count());
    }
    return {record.id, record.name, evaluateCase(label, reference, scheme.count()), reliability};
}

std::vector<MeanMetrics> meansOf(const std::vector<CaseEvaluation>& cases) {
    std::vector<MeanMetrics> means;
    for (std::size_t position = 0; !cases.empty() && position < cases.front().classes.size(); ++position) {
        means.push_back(meanOf(cases, position));
    }
    return means;
}

Evaluation evaluateRun(const Project& project, std::int64_t runId, const std::string& on,
                       const std::vector<std::int64_t>& caseIds, const Progress& progress,
                       const std::stop_token& stop) {
    const LabelScheme scheme = project.labels().scheme();
    Evaluation evaluation{.runId = runId, .on = on, .classNames = scheme.names(), .cases = {}, .means = {}};
    for (const std::int64_t id : caseIds) {
        throwIfStopped(stop);
        const CaseRecord record = project.cases().get(id);
        progress(static_cast<double>(evaluation.cases.size()) / static_cast<double>(caseIds.size()), record.name);
        const auto prediction = project.predictions().find(runId, id);
        if (!prediction) {
            throw Error(ErrorCode::NotFound, "The case " + record.name + " has no prediction of run " +
                                                 std::to_string(runId) + " yet; run the command predict first.");
        }
        evaluation.cases.push_back(evaluatePrediction(project, scheme, record, *prediction, stop));
    }
    evaluation.means = meansOf(evaluation.cases);
    progress(1.0, "evaluated");
    return evaluation;
}

}  // namespace tandem
