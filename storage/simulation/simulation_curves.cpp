#include "storage/simulation/simulation_curves.h"

#include <algorithm>

namespace tandem {
namespace {

std::vector<double> classMeans(const std::vector<DiceOfCase>& cases, std::size_t classes) {
    std::vector<double> means(classes, 0);
    for (const DiceOfCase& one : cases) {
        for (std::size_t index = 0; index < classes; ++index) {
            means[index] += one.dice[index] / static_cast<double>(cases.size());
        }
    }
    return means;
}

SimulationPoint startOf(const Simulation& simulation) {
    const double dice = meanDiceOf(simulation.start);
    return {.round = 0,
            .seeds = static_cast<int>(simulation.settings.seeds.size()),
            .dice = dice,
            .lowestDice = dice,
            .highestDice = dice,
            .classDice = classMeans(simulation.start, simulation.classes.size())};
}

/// rows: of the same round, at least one.
SimulationPoint pointOf(const std::vector<const SimulationRow*>& rows, std::size_t classes) {
    SimulationPoint point{.round = rows.front()->round,
                          .seeds = static_cast<int>(rows.size()),
                          .lowestDice = 1,
                          .highestDice = 0,
                          .classDice = std::vector<double>(classes, 0)};
    const double share = 1.0 / static_cast<double>(rows.size());
    for (const SimulationRow* const row : rows) {
        const double dice = row->dice();
        point.lookedAt += share * static_cast<double>(row->total.lookedAt);
        point.changed += share * static_cast<double>(row->total.changed);
        point.slices += share * static_cast<double>(row->total.slices);
        point.dice += share * dice;
        point.lowestDice = std::min(point.lowestDice, dice);
        point.highestDice = std::max(point.highestDice, dice);
        const std::vector<double> means = classMeans(row->judged, classes);
        for (std::size_t index = 0; index < classes; ++index) {
            point.classDice[index] += share * means[index];
        }
    }
    return point;
}

}  // namespace

std::vector<SimulationCurve> curvesOf(const Simulation& simulation) {
    std::vector<SimulationCurve> curves;
    if (simulation.start.empty()) {
        return curves;
    }
    for (const SimulationArm& arm : simulation.settings.arms()) {
        SimulationCurve curve{.arm = arm, .points = {startOf(simulation)}};
        for (int round = 1; round <= simulation.settings.rounds; ++round) {
            std::vector<const SimulationRow*> rows;
            for (const std::int64_t seed : simulation.settings.seeds) {
                if (const SimulationRow* const row = simulation.find(arm, seed, round)) {
                    rows.push_back(row);
                }
            }
            if (!rows.empty()) {
                curve.points.push_back(pointOf(rows, simulation.classes.size()));
            }
        }
        if (curve.points.size() > 1) {
            curves.push_back(std::move(curve));
        }
    }
    return curves;
}

}  // namespace tandem
