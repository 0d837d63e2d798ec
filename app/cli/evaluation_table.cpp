#include "app/cli/evaluation_table.h"

#include "app/cli/command_line.h"
#include "app/cli/numbers.h"
#include "storage/study/evaluation.h"

namespace tandem::cli {
namespace {

std::vector<std::string> reliabilityCells(const CaseEvaluation& one) {
    if (!one.reliability) {
        return {"-", "-"};
    }
    return {fixedText(one.reliability->wholeVolume.expectedCalibrationError, 4),
            fixedText(one.reliability->wholeVolume.errorDetectionAuroc, 4)};
}

}  // namespace

std::string evaluationTable(const Evaluation& evaluation) {
    std::vector<std::vector<std::string>> rows{
        {"case", "class", "Dice", "Jaccard", "HD95 mm", "ASD mm", "ASSD mm", "ml", "label ml", "ECE", "AUROC"}};
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
            for (std::string& cell : reliabilityCells(one)) {
                row.push_back(std::move(cell));
            }
            rows.push_back(std::move(row));
        }
    }
    for (const MeanMetrics& mean : evaluation.means) {
        rows.push_back({"mean", className(mean.classIndex), fixedText(mean.dice, 4), fixedText(mean.jaccard, 4),
                        fixedText(mean.hd95Mm, 2), fixedText(mean.asdMm, 2), fixedText(mean.assdMm, 2)});
    }
    return tableText(rows);
}

}  // namespace tandem::cli
