#include "app/cli/simulation_table.h"

#include "app/cli/command_line.h"
#include "core/base/number_text.h"
#include "storage/simulation/simulation_curves.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <format>
#include <optional>
#include <vector>

namespace tandem::cli {
namespace {

constexpr int kDigits = 4;

std::string roundedText(double value) {
    return std::to_string(std::llround(value));
}

/// Beside the runs of the same seeds that were trained on for as long without any correction; nothing where no seed has
/// done both.
std::optional<double> gainOf(const Simulation& simulation, const SimulationArm& arm, int round) {
    double sum = 0;
    int seeds = 0;
    for (const std::int64_t seed : simulation.settings.seeds) {
        const SimulationRow* const row = simulation.find(arm, seed, round);
        const SimulationRow* const control = simulation.find({}, seed, round);
        if (row != nullptr && control != nullptr) {
            sum += row->dice() - control->dice();
            ++seeds;
        }
    }
    return seeds > 0 ? std::optional(sum / seeds) : std::nullopt;
}

std::vector<std::string> rowOf(const Simulation& simulation, const SimulationCurve& curve,
                               const SimulationPoint& point) {
    const std::optional<double> gain = gainOf(simulation, curve.arm, point.round);
    return {std::string(nameOf(curve.arm)),
            std::to_string(point.round),
            std::to_string(point.seeds),
            roundedText(point.lookedAt),
            roundedText(point.changed),
            roundedText(point.slices),
            fixedText(point.dice, kDigits),
            fixedText(point.lowestDice, kDigits),
            fixedText(point.highestDice, kDigits),
            (gain && *gain > 0 ? "+" : "") + fixedText(gain, kDigits)};
}

/// Where all was answered before the budget was spent, strategies no longer differ.
std::string unspentText(const Simulation& simulation) {
    int unspent = 0;
    for (const SimulationRow& row : simulation.rows) {
        const std::int64_t spent =
            simulation.settings.budgetOf == BudgetOf::Changed ? row.effort.changed : row.effort.lookedAt;
        unspent += row.arm.strategy && spent < simulation.settings.budgetVoxels ? 1 : 0;
    }
    return unspent == 0 ? std::string()
                        : std::format(
                              "In {} of the rounds all was answered before the budget was spent, so that the "
                              "strategies no longer differ there; give a smaller --budget.\n",
                              unspent);
}

nlohmann::ordered_json jsonOf(const SimulationCurve& curve) {
    nlohmann::ordered_json points = nlohmann::ordered_json::array();
    for (const SimulationPoint& point : curve.points) {
        points.push_back({{"round", point.round},
                          {"seeds", point.seeds},
                          {"lookedAtVoxels", point.lookedAt},
                          {"changedVoxels", point.changed},
                          {"slices", point.slices},
                          {"dice", point.dice},
                          {"lowestDice", point.lowestDice},
                          {"highestDice", point.highestDice},
                          {"classDice", point.classDice}});
    }
    return {{"strategy", nameOf(curve.arm)}, {"points", points}};
}

}  // namespace

std::string simulationTable(const Simulation& simulation) {
    const std::vector<SimulationCurve> curves = curvesOf(simulation);
    std::vector<std::vector<std::string>> rows{{"strategy", "round", "seeds", "looked at", "changed", "slices",
                                                "mean Dice", "lowest", "highest", "beside no correction"}};
    for (const SimulationCurve& curve : curves) {
        for (auto point = curve.points.begin() + 1; point != curve.points.end(); ++point) {
            rows.push_back(rowOf(simulation, curve, *point));
        }
    }
    const std::string start =
        simulation.start.empty()
            ? std::string()
            : std::format("Before: mean Dice {} on {} {} {}.\n", fixedText(meanDiceOf(simulation.start), kDigits),
                          simulation.start.size(), nameOf(simulation.settings.judgedBy),
                          simulation.start.size() == 1 ? "case" : "cases");
    return start + (rows.size() > 1 ? tableText(rows) : std::string()) + unspentText(simulation);
}

nlohmann::ordered_json simulationJson(const Simulation& simulation) {
    nlohmann::ordered_json curves = nlohmann::ordered_json::array();
    for (const SimulationCurve& curve : curvesOf(simulation)) {
        curves.push_back(jsonOf(curve));
    }
    return {{"run", simulation.settings.runId},
            {"rounds", simulation.settings.rounds},
            {"seeds", simulation.settings.seeds},
            {"budgetVoxels", simulation.settings.budgetVoxels},
            {"budgetOf", nameOf(simulation.settings.budgetOf)},
            {"unit", nameOf(simulation.settings.unit)},
            {"judgedBy", nameOf(simulation.settings.judgedBy)},
            {"correctedCases", simulation.corrected},
            {"classes", simulation.classes},
            {"roundsDone", simulation.roundsDone()},
            {"roundsAskedFor", simulation.roundsAskedFor()},
            {"startDice", simulation.start.empty() ? nlohmann::ordered_json()
                                                   : nlohmann::ordered_json(meanDiceOf(simulation.start))},
            {"curves", curves}};
}

}  // namespace tandem::cli
