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

std::optional<ReliabilityReport> reliabilityOf(const std::filesystem::path& folder, const PredictionRecord& prediction,
                                               const LabelVolume& label, const LabelVolume& reference, int classes) {
    if (prediction.maps != "all") {
        return std::nullopt;
    }
    std::vector<ImageVolume> probabilities;
    for (int index = 0; index < classes; ++index) {
        probabilities.push_back(loadStoredMap(folder / prediction.files.at("probability-a-" + std::to_string(index))));
    }
    const ImageVolume uncertainty = loadStoredMap(folder / prediction.files.at("uncertainty-a"));
    return measureReliability(label, reference, largestProbability(probabilities), uncertainty);
}

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
        const std::filesystem::path folder = project.folder() / prediction->folder;
        const LabelVolume label = loadStoredLabel(folder / prediction->files.at("label"));
        const LabelVolume reference = readCaseLabel(project, record, stop);
        evaluation.cases.push_back({id, record.name, evaluateCase(label, reference, scheme.count()),
                                    reliabilityOf(folder, *prediction, label, reference, scheme.count())});
    }
    for (std::size_t position = 0; !caseIds.empty() && position + 1 < evaluation.classNames.size(); ++position) {
        evaluation.means.push_back(meanOf(evaluation.cases, position));
    }
    progress(1.0, "evaluated");
    return evaluation;
}

}  // namespace tandem
