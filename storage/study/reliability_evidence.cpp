#include "storage/study/reliability_evidence.h"

#include "core/base/error.h"
#include "core/metrics/overlap.h"
#include "core/metrics/pooled_reliability.h"
#include "core/study/label_scheme.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "storage/study/case_reading.h"
#include "storage/study/prediction_reliability.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/stored_maps.h"

namespace tandem {
namespace {

double meanDice(const LabelVolume& label, const LabelVolume& reference, int classes) {
    const std::vector<Overlap> overlap = measureOverlap(label, reference, classes);
    double sum = 0;
    for (std::size_t index = 1; index < overlap.size(); ++index) {
        sum += overlap[index].dice;
    }
    return sum / (classes - 1);
}

/// Gathers what the cases say, one after the other.
class Gathering {
public:
    Gathering(const Project& project, const std::stop_token& stop)
        : m_project(project), m_classes(project.labels().scheme().count()), m_stop(stop) {}

    void add(const PredictionRecord& prediction) {
        const CaseRecord record = m_project.cases().get(prediction.caseId);
        const LabelVolume label =
            loadStoredLabel(m_project.folder() / prediction.folder / prediction.files.at("label"));
        const LabelVolume reference = readCaseLabel(m_project, record, m_stop);
        const ReliabilityReport report = measurePrediction(m_project, prediction, "a", label, reference, m_classes);
        EvidenceCase one{.caseId = record.id,
                         .caseName = record.name,
                         .reliability = prediction.scores.at("reliability"),
                         .dice = meanDice(label, reference, m_classes)};
        one.auroc =
            report.boundaryBand ? report.boundaryBand->errorDetectionAuroc : report.wholeVolume.errorDetectionAuroc;
        m_cases.push_back(one);
        m_whole.push_back(report.wholeVolume);
        if (report.boundaryBand) {
            m_band.push_back(*report.boundaryBand);
        }
    }

    [[nodiscard]] ReliabilityEvidence evidence(int validationCases) const {
        std::vector<ScoredCase> scored;
        double auroc = 0;
        int aurocs = 0;
        for (const EvidenceCase& one : m_cases) {
            scored.push_back({one.reliability, one.dice});
            auroc += one.auroc.value_or(0);
            aurocs += one.auroc ? 1 : 0;
        }
        return {.cases = m_cases,
                .validationCases = validationCases,
                .wholeVolume = pooled(m_whole),
                .nearBoundary = pooled(m_band),
                .verdict = judgeRanking(scored, aurocs > 0 ? std::optional(auroc / aurocs) : std::nullopt)};
    }

private:
    const Project& m_project;
    int m_classes;
    const std::stop_token& m_stop;
    std::vector<EvidenceCase> m_cases;
    std::vector<ReliabilityMetrics> m_whole;
    std::vector<ReliabilityMetrics> m_band;
};

}  // namespace

ReliabilityEvidence measureEvidence(const Project& project, std::int64_t runId, const Weights& weights,
                                    const Progress& progress, const std::stop_token& stop) {
    const RunRecord run = project.runs().get(runId);
    std::vector<PredictionRecord> predictions;
    int validationCases = 0;
    if (run.splitId) {
        for (const auto& one : project.splits().casesFor<SplitRole::Validation>(*run.splitId)) {
            ++validationCases;
            const auto prediction = project.predictions().find(runId, one.caseId(), weights.hash);
            if (prediction && prediction->maps == "all" && prediction->scores.contains("reliability")) {
                predictions.push_back(*prediction);
            }
        }
    }
    Gathering gathering(project, stop);
    double done = 0;
    for (const PredictionRecord& prediction : predictions) {
        throwIfStopped(stop);
        progress(done++ / static_cast<double>(predictions.size()), project.cases().get(prediction.caseId).name);
        gathering.add(prediction);
    }
    progress(1, "measured");
    return gathering.evidence(validationCases);
}

}  // namespace tandem
