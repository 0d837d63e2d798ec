#include "app/cli/trust_table.h"

#include "app/cli/command_line.h"
#include "core/base/number_text.h"

#include <algorithm>
#include <vector>

namespace tandem::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string spreadText(const std::optional<Spread>& spread, std::size_t all) {
    return spread ? intervalText(spread->value, spread->low, spread->high, 3) + casesText(spread->cases, all) : "-";
}

std::string valueText(const std::optional<Spread>& spread, std::size_t all) {
    return spread ? fixedText(spread->value, 4) + casesText(spread->cases, all) : "-";
}

}  // namespace

std::string detectorTable(const TrustEvidence& evidence, std::size_t most) {
    Rows rows{{"what finds wrong voxels", "AUROC", "within 5 mm", "AUPR", "within 5 mm", "ECE", "adaptive", "AURC",
               "excess", ""}};
    const std::size_t all = evidence.cases.size();
    for (const DetectorEvidence& one : evidence.detectors) {
        if (most > 0 && rows.size() > most) {
            break;
        }
        const bool isUncalibrated = one.isTrust() && !evidence.isCalibrated;
        rows.push_back({isUncalibrated ? one.title + " (uncalibrated)" : one.title, spreadText(one.auroc, all),
                        spreadText(one.aurocNear, all), valueText(one.aupr, all), valueText(one.auprNear, all),
                        valueText(one.ece, all), valueText(one.adaptiveEce, all), valueText(one.aurc, all),
                        valueText(one.excessAurc, all), one.pointsTheWrongWay() ? "points the wrong way" : ""});
    }
    return tableText(rows);
}

std::string caseTrustTable(const TrustEvidence& evidence) {
    Rows rows{{"case", "predicted Dice", "Dice", "agreement", "uncertain part", "AUROC", "within 5 mm"}};
    for (const CaseEvidence& one : evidence.cases) {
        rows.push_back({one.caseName, predictedDiceText(one.predicted), fixedText(one.dice, 4),
                        fixedText(one.agreement, 4), fixedText(one.meanUncertainty, 4), fixedText(one.auroc, 3),
                        fixedText(one.aurocNear, 3)});
    }
    std::string text = tableText(rows);
    Rows scores{{"score of a case", "Spearman with Dice", "mean absolute error"}};
    for (const CaseScoreEvidence& one : evidence.scores) {
        scores.push_back({one.title, fixedText(one.spearman, 2), fixedText(one.meanAbsoluteError, 3)});
    }
    text += "\n" + tableText(scores);
    if (evidence.intervalCoverage) {
        text += "The interval of the predicted Dice holds the true one in " +
                percentText(*evidence.intervalCoverage, 1) + " of the cases; it is meant to in " +
                percentText(kDiceCoverage, 1) + ".\n";
    }
    return text;
}

std::string teachingTable(const TrustEvidence& evidence) {
    Rows rows{{"teaching weight", "voxels of A", "wrong in A", "voxels of B", "wrong in B"}};
    for (std::size_t index = 0; index < evidence.weightBinsA.size(); ++index) {
        const WeightBin& a = evidence.weightBinsA[index];
        const WeightBin& b = evidence.weightBinsB.at(index);
        const auto rate = [](const WeightBin& bin) { return bin.voxels > 0 ? percentText(bin.errorRate, 1) : "-"; };
        rows.push_back({fixedText(a.low, 1) + " to " + fixedText(a.high, 1), fixedText(a.voxels, 0), rate(a),
                        fixedText(b.voxels, 0), rate(b)});
    }
    std::string text = tableText(rows);
    if (evidence.followed.voxels > 0) {
        text += "Where A and B disagree, the one that is followed is wrong in " +
                percentText(evidence.followed.followedErrorRate, 1) + ", the other in " +
                percentText(evidence.followed.otherErrorRate, 1) + ".\n";
    }
    return text;
}

std::string abstentionText(const TrustEvidence& evidence) {
    constexpr double kPart = 0.05;
    const auto point = abstentionAt(evidence, kPart);
    return point ? "Leaving the least trusted " + percentText(kPart, 1) +
                       " of the structures undecided (and all other " + "voxels below a trust of " +
                       fixedText(point->threshold, 2) + ") leaves out " + percentText(point->errorsRemoved, 1) +
                       " of the errors; " + percentText(point->expectedErrorsRemoved, 1) + " were expected.\n"
                 : std::string();
}

std::string predictedDiceText(const PredictedDice& dice) {
    return dice.low && dice.high ? intervalText(dice.value, *dice.low, *dice.high, 3) : fixedText(dice.value, 3);
}

}  // namespace tandem::cli
