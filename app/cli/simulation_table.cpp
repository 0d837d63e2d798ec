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

const SimulationPoint* pointOf(const SimulationCurve& curve, int round) {
    for (const SimulationPoint& point : curve.points) {
        if (point.round == round) {
            return &point;
        }
    }
    return nullptr;
}

/// Beside the run that was trained on for as long without any correction; nothing where that is not done.
std::optional<double> gainOf(const std::vector<SimulationCurve>& curves, const SimulationPoint& point) {
    const SimulationPoint* const control =
        !curves.empty() && curves.front().arm == SimulationArm{} ? pointOf(curves.front(), point.round) : nullptr;
    return control != nullptr ? std::optional(point.dice - control->dice) : std::nullopt;
}

std::vector<std::string> rowOf(const std::vector<SimulationCurve>& curves, const SimulationCurve& curve,
                               const SimulationPoint& point) {
    const std::optional<double> gain = gainOf(curves, point);
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
            rows.push_back(rowOf(curves, curve, *point));
        }
    }
    const std::string start =
        simulation.start.empty()
            ? std::string()
            : std::format("Before: mean Dice {} on {} {} {}.\n", fixedText(meanDiceOf(simulation.start), kDigits),
                          simulation.start.size(), nameOf(simulation.settings.judgedBy),
                          simulation.start.size() == 1 ? "case" : "cases");
    return start + (rows.size() > 1 ? tableText(rows) : std::string());
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
