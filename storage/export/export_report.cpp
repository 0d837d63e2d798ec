#include "storage/export/export_report.h"

#include "core/base/error.h"
#include "core/study/split_role.h"
#include "storage/cases/case_reading.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/prediction/stored_maps.h"
#include "storage/reliability/prediction_reading.h"

#include <utility>

namespace tandem {
namespace {

std::vector<double> volumesOf(const LabelVolume& label, int classes) {
    std::vector<std::int64_t> voxels(static_cast<std::size_t>(classes), 0);
    for (const std::uint8_t value : label.voxels()) {
        if (value < voxels.size()) {
            ++voxels[value];
        }
    }
    std::vector<double> millilitres;
    for (std::size_t index = 1; index < voxels.size(); ++index) {
        millilitres.push_back(static_cast<double>(voxels[index]) * label.geometry().voxelVolumeMm3() / 1000);
    }
    return millilitres;
}

}  // namespace

ReportCase readReportCase(const Project& project, const ExportPlan& plan, const CaseExport& one,
                          PredictionReading& predicted, const std::optional<AbstainSettings>& abstain,
                          const CaseEvaluation* metrics, const std::stop_token& stop) {
    const PredictionRecord& prediction = one.prediction;
    ReportCase report{.name = one.record.name, .patient = one.record.patient};
    if (const auto role = project.splits().roleOf(plan.run.splitId.value_or(0), one.record.id)) {
        report.role = nameOf(*role);
    }
    report.checkpointHash = prediction.checkpointHash;
    report.predictedAt = prediction.createdAt;
    report.image = readCaseImage(project, one.record.images.front(), stop);
    report.prediction = predicted.label();
    report.volumesMl = volumesOf(report.prediction, plan.scheme.count());
    throwIfStopped(stop);
    if (one.judgesRun) {
        report.reference = readCaseLabel(project, one.record, stop);
    }
    if (constexpr MapName kUncertainty{MapKind::Uncertainty, Decoder::A}; prediction.files.contains(kUncertainty)) {
        report.uncertainty = loadStoredMap(project, prediction, kUncertainty);
    }
    if (const TrustedPrediction* const trusted = predicted.trusted()) {
        report.trust = trusted->trust;
        report.score = TrustScore{.dice = trusted->dice,
                                  .expectedDice = trusted->expectedDice,
                                  .meanUncertainty = trusted->scores.meanUncertainty,
                                  .agreement = trusted->scores.agreement};
    }
    if (abstain) {
        AbstainedLabel decided = abstained(report.prediction, report.trust, abstain->threshold,
                                           static_cast<std::uint8_t>(plan.scheme.count()));
        report.prediction = std::move(decided.label);
        report.abstained = decided.count;
    }
    if (metrics != nullptr) {
        report.metrics = metrics->classes;
    }
    return report;
}

}  // namespace tandem
