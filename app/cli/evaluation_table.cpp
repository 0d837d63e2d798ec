#include "app/cli/evaluation_table.h"

#include "app/cli/command_line.h"
#include "app/cli/trust_table.h"
#include "core/base/number_text.h"
#include "storage/reliability/evaluation.h"

#include <algorithm>

namespace tandem::cli {
namespace {

std::vector<std::string> trustCells(const CaseEvaluation& one) {
    if (!one.trust) {
        return {"-", "-", "-"};
    }
    return {predictedDiceText(one.trust->dice), fixedText(one.trust->voxels.wholeVolume.expectedCalibrationError, 4),
            fixedText(one.trust->voxels.wholeVolume.errorDetectionAuroc, 4)};
}

}  // namespace

std::string evaluationTable(const Evaluation& evaluation) {
    std::vector<std::vector<std::string>> rows{{"case", "class", "Dice", "Jaccard", "HD95 mm", "ASD mm", "ASSD mm",
                                                "ml", "label ml", "predicted Dice", "trust ECE", "trust AUROC"}};
    const auto className = [&](int index) { return evaluation.classNames.at(static_cast<std::size_t>(index)); };
    for (const CaseEvaluation& one : evaluation.cases) {
        for (const ClassMetrics& metrics : one.classes) {
            std::vector<std::string> row{one.caseName,
                                         className(metrics.classIndex),
                                         fixedText(metrics.overlap.dice, 4),
                                         fixedText(metrics.overlap.jaccard, 4),
                                         fixedText(metrics.surface.hd95Mm, 2),
                                         fixedText(metrics.surface.asdMm, 2),
                                         fixedText(metrics.surface.assdMm, 2),
                                         fixedText(metrics.overlap.predictionMl, 1),
                                         fixedText(metrics.overlap.referenceMl, 1)};
            for (std::string& cell : trustCells(one)) {
                row.push_back(std::move(cell));
            }
            rows.push_back(std::move(row));
        }
    }
    const std::size_t all = evaluation.cases.size();
    for (const MeanMetrics& mean : evaluation.means) {
        rows.push_back({"mean", className(mean.classIndex), meanText(mean.dice, 4, mean.cases, all),
                        meanText(mean.jaccard, 4, mean.cases, all),
                        meanText(mean.hd95Mm, 2, mean.casesWithDistance, all),
                        meanText(mean.asdMm, 2, mean.casesWithDistance, all),
                        meanText(mean.assdMm, 2, mean.casesWithDistance, all)});
    }
    std::string text = tableText(rows);
    const bool isUncalibrated = std::ranges::any_of(
        evaluation.cases, [](const CaseEvaluation& one) { return one.trust && !one.trust->isCalibrated; });
    if (isUncalibrated) {
        text += "Trust is uncalibrated.\n";
    }
    for (const std::string& remark : remarksOn(evaluation)) {
        text += remark + "\n";
    }
    return text;
}

std::string meanText(const std::optional<double>& mean, int digits, int cases, std::size_t all) {
    return fixedText(mean, digits) + casesText(cases, all);
}

}  // namespace tandem::cli
