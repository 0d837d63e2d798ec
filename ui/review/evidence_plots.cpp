#include "ui/review/evidence_plots.h"

#include "ui/numbers/quantity.h"
#include "ui/trust/trust_words.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

/// The values with some room on both sides.
AxisRange rangeOf(const std::vector<double>& values) {
    const auto [low, high] = std::ranges::minmax(values);
    const double room = std::max(0.01, 0.08 * (high - low));
    return {std::max(0.0, low - room), std::min(1.0, high + room)};
}

}  // namespace

PlotContent EvidencePlots::dice(const TrustEvidence* evidence, const std::vector<double>& ranked) {
    PlotContent content;
    content.title = tr("Predicted against true Dice");
    content.xTitle = tr("predicted Dice; ticks: the cases to review");
    content.yTitle = tr("true Dice");
    content.emptyText = tr("A dot for each validation case that is predicted with all maps");
    if (evidence == nullptr) {
        return content;
    }
    std::vector<double> predicted = ranked;
    std::vector<double> dice;
    for (const CaseEvidence& one : evidence->cases) {
        PlotDot dot{.at = QPointF(one.predicted.value, one.dice)};
        dot.reading =
            tr("%1: predicted Dice %2, true Dice %3")
                .arg(QString::fromStdString(one.caseName),
                     TrustWords::predictedDice(one.predicted, evidence->isCalibrated), Quantity::fixed(one.dice, 2));
        predicted.push_back(one.predicted.value);
        dice.push_back(one.dice);
        if (one.predicted.low && one.predicted.high) {
            dot.reach = AxisRange{*one.predicted.low, *one.predicted.high};
            predicted.insert(predicted.end(), {*one.predicted.low, *one.predicted.high});
        }
        content.dots.push_back(std::move(dot));
    }
    content.ticks = ranked;
    content.x = rangeOf(predicted);
    content.y = rangeOf(dice);
    const double low = std::max(content.x.low, content.y.low);
    const double high = std::min(content.x.high, content.y.high);
    if (low < high) {
        content.guide = {{low, low}, {high, high}};
    }
    content.figure = evidence->isCalibrated ? QString() : tr("uncalibrated");
    return content;
}

PlotContent EvidencePlots::calibration(const TrustEvidence* evidence, bool isNear) {
    PlotContent content;
    content.title = tr("Calibration of trust");
    content.xTitle = tr("trust");
    content.yTitle = tr("voxels that are right");
    content.emptyText = tr("Trust against truth, of all validation voxels");
    if (evidence == nullptr) {
        return content;
    }
    const auto& bins = isNear ? evidence->calibrationNear : evidence->calibration;
    const DetectorEvidence* const trust = evidence->trust();
    content.figure = !evidence->isCalibrated                     ? tr("uncalibrated")
                     : !isNear && trust != nullptr && trust->ece ? tr("ECE %1").arg(TrustWords::figure(trust->ece, 3))
                                                                 : QString();
    content.guide = {{0, 0}, {1, 1}};
    const auto count = static_cast<double>(bins.size());
    for (std::size_t index = 0; index < bins.size(); ++index) {
        const CalibrationBin& bin = bins[index];
        if (bin.voxels > 0) {
            content.bars.push_back(
                {static_cast<double>(index) / count, static_cast<double>(index + 1) / count, bin.accuracy,
                 tr("%1 voxels of trust %2: %3 are right")
                     .arg(Quantity::count(static_cast<std::int64_t>(bin.voxels)),
                          Quantity::percent(bin.meanConfidence, 1), Quantity::percent(bin.accuracy, 1))});
        }
    }
    return content;
}

PlotContent EvidencePlots::risk(const TrustEvidence* evidence, bool isNear) {
    PlotContent content;
    content.title = tr("Risk-coverage");
    content.xTitle = tr("voxels kept, the most trusted first");
    content.yTitle = tr("wrong voxels among them");
    content.emptyText = tr("How errors fall when the least trusted voxels are left out");
    if (evidence == nullptr) {
        return content;
    }
    const auto& points = isNear ? evidence->riskCoverageNear : evidence->riskCoverage;
    if (points.empty()) {
        return content;
    }
    const double all = points.back().risk;
    double most = all;
    for (const RiskCoveragePoint& point : points) {
        most = std::max(most, point.risk);
        content.line.push_back({QPointF(point.coverage, point.risk),
                                tr("Of the most trusted %1 of the voxels %2 are wrong")
                                    .arg(Quantity::percent(point.coverage, 0), Quantity::percent(point.risk, 2))});
    }
    content.guide = {{0, all}, {1, all}};
    content.y = {0, std::max(1e-6, 1.1 * most)};
    const DetectorEvidence* const trust = evidence->trust();
    if (!isNear && trust != nullptr && trust->aurc) {
        content.figure = tr("AURC %1").arg(TrustWords::figure(trust->aurc, 4));
    }
    return content;
}

PlotContent EvidencePlots::weight(const TrustEvidence* evidence, const QString& title,
                                  std::vector<WeightBin> TrustEvidence::* bins) {
    PlotContent content;
    content.title = title;
    content.xTitle = tr("teaching weight");
    content.yTitle = tr("wrong voxels of the decoder");
    content.emptyText = tr("Whether a decoder errs less where its teaching weight is higher");
    if (evidence == nullptr) {
        return content;
    }
    double most = 0;
    for (const WeightBin& bin : evidence->*bins) {
        if (bin.voxels > 0) {
            most = std::max(most, bin.errorRate);
            content.bars.push_back({bin.low, bin.high, bin.errorRate,
                                    tr("%1 voxels of teaching weight %2 to %3: %4 are wrong")
                                        .arg(Quantity::roundedCount(bin.voxels), Quantity::fixed(bin.low, 1),
                                             Quantity::fixed(bin.high, 1), Quantity::percent(bin.errorRate, 2))});
        }
    }
    content.y = {0, std::max(1e-6, 1.1 * most)};
    return content;
}

}  // namespace tandem
