#include "core/metrics/pooled_reliability.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace tandem {
namespace {

constexpr int kPoints = 100;

/// The risk at a coverage between the curve's points; at the ends that of the outermost point.
double riskAt(const std::vector<RiskCoveragePoint>& curve, double coverage) {
    const auto after =
        std::ranges::find_if(curve, [&](const RiskCoveragePoint& point) { return point.coverage >= coverage; });
    if (after == curve.begin()) {
        return after->risk;
    }
    if (after == curve.end()) {
        return curve.back().risk;
    }
    const RiskCoveragePoint& before = *(after - 1);
    const double part = (coverage - before.coverage) / (after->coverage - before.coverage);
    return before.risk + part * (after->risk - before.risk);
}

std::vector<RiskCoveragePoint> meanCurve(std::span<const ReliabilityMetrics> cases) {
    std::vector<RiskCoveragePoint> mean;
    for (int step = 1; step <= kPoints; ++step) {
        RiskCoveragePoint point{.coverage = static_cast<double>(step) / kPoints};
        for (const ReliabilityMetrics& one : cases) {
            point.risk += riskAt(one.riskCoverage, point.coverage) / static_cast<double>(cases.size());
        }
        mean.push_back(point);
    }
    return mean;
}

/// Sums of what the bins are means of.
void add(std::vector<CalibrationBin>& bins, const std::vector<CalibrationBin>& more) {
    bins.resize(more.size());
    for (std::size_t index = 0; index < more.size(); ++index) {
        const auto voxels = static_cast<double>(more[index].voxels);
        bins[index].voxels += more[index].voxels;
        bins[index].meanConfidence += voxels * more[index].meanConfidence;
        bins[index].accuracy += voxels * more[index].accuracy;
    }
}

}  // namespace

std::optional<ReliabilityMetrics> pooled(std::span<const ReliabilityMetrics> cases) {
    if (cases.empty()) {
        return std::nullopt;
    }
    ReliabilityMetrics all;
    double auroc = 0;
    int aurocs = 0;
    for (const ReliabilityMetrics& one : cases) {
        assert(one.bins.size() == cases.front().bins.size() && !one.riskCoverage.empty());
        all.voxels += one.voxels;
        all.wrongVoxels += one.wrongVoxels;
        add(all.bins, one.bins);
        auroc += one.errorDetectionAuroc.value_or(0);
        aurocs += one.errorDetectionAuroc ? 1 : 0;
        all.riskCoverageArea += one.riskCoverageArea / static_cast<double>(cases.size());
    }
    for (CalibrationBin& bin : all.bins) {
        if (bin.voxels > 0) {
            bin.meanConfidence /= static_cast<double>(bin.voxels);
            bin.accuracy /= static_cast<double>(bin.voxels);
            all.expectedCalibrationError += static_cast<double>(bin.voxels) / static_cast<double>(all.voxels) *
                                            std::abs(bin.accuracy - bin.meanConfidence);
        }
    }
    if (aurocs > 0) {
        all.errorDetectionAuroc = auroc / aurocs;
    }
    all.riskCoverage = meanCurve(cases);
    return all;
}

}  // namespace tandem
