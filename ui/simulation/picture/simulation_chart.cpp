#include "ui/simulation/picture/simulation_chart.h"

#include "ui/trust/strategy_words.h"

#include <map>
#include <utility>

namespace tandem {
namespace {

double valueOf(const SimulationPoint& point, SimulationAxis axis) {
    switch (axis) {
        case SimulationAxis::Changed:
            return point.changed;
        case SimulationAxis::Slices:
            return point.slices;
        case SimulationAxis::LookedAt:
            break;
    }
    return point.lookedAt;
}

/// By round, the mean over the strategies that have done it.
std::map<int, double> placesOfRounds(const std::vector<SimulationCurve>& curves, SimulationAxis axis) {
    std::map<int, std::pair<double, int>> sums;
    for (const SimulationCurve& curve : curves) {
        for (const SimulationPoint& point : curve.points) {
            if (curve.arm.strategy) {
                sums[point.round].first += valueOf(point, axis);
                ++sums[point.round].second;
            }
        }
    }
    std::map<int, double> places;
    for (const auto& [round, sum] : sums) {
        places[round] = sum.first / sum.second;
    }
    return places;
}

BandCurve curveOf(const SimulationCurve& curve, SimulationAxis axis, const std::map<int, double>& places) {
    BandCurve drawn{.name = SimulationChart::nameOf(curve.arm),
                    .colour = SimulationChart::colourOf(curve.arm),
                    .isDashed = !curve.arm.strategy,
                    .points = {}};
    for (const SimulationPoint& point : curve.points) {
        const auto place = places.find(point.round);
        if (curve.arm.strategy || place != places.end()) {
            drawn.points.push_back({.x = curve.arm.strategy ? valueOf(point, axis) : place->second,
                                    .y = point.dice,
                                    .low = point.lowestDice,
                                    .high = point.highestDice});
        }
    }
    return drawn;
}

}  // namespace

QString SimulationChart::nameOf(const SimulationArm& arm) {
    if (arm.strategy) {
        return StrategyWords::name(*arm.strategy);
    }
    return arm.baseline == SimulationBaseline::FullLabels ? tr("All labels") : tr("No correction");
}

QString SimulationChart::explanationOf(const SimulationArm& arm) {
    if (arm.strategy) {
        return StrategyWords::meaning(*arm.strategy);
    }
    return arm.baseline == SimulationBaseline::FullLabels
               ? tr("All voxels of the same cases known at once: what correcting could gain at most")
               : tr("Trained on for as long, without a corrected voxel: what must be beaten");
}

QString SimulationChart::nameOf(SimulationAxis axis) {
    switch (axis) {
        case SimulationAxis::Changed:
            return tr("Voxels changed");
        case SimulationAxis::Slices:
            return tr("Slices looked at");
        case SimulationAxis::LookedAt:
            break;
    }
    return tr("Voxels looked at");
}

QColor SimulationChart::colourOf(const SimulationArm& arm) {
    // Okabe and Ito's, which those tell apart, too, who do not see all colours; baselines in greys.
    if (!arm.strategy) {
        return arm.baseline == SimulationBaseline::FullLabels ? QColor(0x56, 0x5b, 0x66) : QColor(0x8d, 0x92, 0x9c);
    }
    switch (*arm.strategy) {
        case RegionStrategy::MostDisagreement:
            return {0xd5, 0x5e, 0x00};
        case RegionStrategy::ClassBalanced:
            return {0x00, 0x9e, 0x73};
        case RegionStrategy::ForegroundRandom:
            return {0xcc, 0x79, 0xa7};
        case RegionStrategy::LeastReliable:
            break;
    }
    return {0x1f, 0x83, 0xc9};
}

BandChart SimulationChart::chartOf(const Simulation& simulation, SimulationAxis axis) {
    const std::vector<SimulationCurve> curves = curvesOf(simulation);
    const auto places = placesOfRounds(curves, axis);
    BandChart chart{.title = tr("Dice by what was corrected"),
                    .xTitle = nameOf(axis),
                    .yTitle = simulation.settings.judgedBy == JudgedBy::Test ? tr("Mean Dice, test cases")
                                                                             : tr("Mean Dice, validation cases"),
                    .emptyText = tr("The curves begin with the first round."),
                    .curves = {}};
    for (const SimulationCurve& curve : curves) {
        BandCurve drawn = curveOf(curve, axis, places);
        if (!drawn.points.empty()) {
            chart.curves.push_back(std::move(drawn));
        }
    }
    return chart;
}

}  // namespace tandem
