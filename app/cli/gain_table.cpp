#include "app/cli/gain_table.h"

#include "app/cli/command_line.h"
#include "core/base/number_text.h"
#include "storage/training/before_and_after.h"

#include <nlohmann/json.hpp>

#include <format>
#include <vector>

namespace tandem::cli {
namespace {

constexpr int kDigits = 4;

std::vector<std::string> rowOf(const std::string& name, const DiceChange& dice) {
    const std::string sign = dice.difference() > 0 ? "+" : "";
    return {name, fixedText(dice.before, kDigits), fixedText(dice.after, kDigits),
            sign + fixedText(dice.difference(), kDigits)};
}

nlohmann::ordered_json jsonOf(const DiceChange& dice) {
    return {{"before", dice.before}, {"after", dice.after}, {"difference", dice.difference()}};
}

}  // namespace

std::string gainTable(const BeforeAndAfter& gain) {
    std::vector<std::vector<std::string>> rows{{"class", "Dice before", "Dice after", "difference"}};
    for (std::size_t index = 0; index < gain.classes.size(); ++index) {
        rows.push_back(rowOf(gain.classes[index], gain.dice[index]));
    }
    rows.push_back(rowOf("mean", gain.mean));
    return std::format(
               "Before: {} checkpoint of run {}, iteration {}. After: run {}, iteration {}. Validation cases: {}, on "
               "their prepared grids with the test stride.\n",
               nameOf(gain.from.checkpointKind), gain.from.runId, gain.from.checkpointIteration, gain.runId,
               gain.iteration, gain.cases) +
           tableText(rows);
}

nlohmann::ordered_json gainJson(const Project& project, std::int64_t runId) {
    const auto gain = beforeAndAfter(project, runId);
    if (!gain) {
        return nullptr;
    }
    nlohmann::ordered_json classes = nlohmann::ordered_json::array();
    for (std::size_t index = 0; index < gain->classes.size(); ++index) {
        nlohmann::ordered_json one{{"name", gain->classes[index]}};
        one.update(jsonOf(gain->dice[index]));
        classes.push_back(one);
    }
    return {{"from", gain->from.runId},
            {"checkpoint", nameOf(gain->from.checkpointKind)},
            {"iteration", gain->from.checkpointIteration},
            {"validationCases", gain->cases},
            {"classes", classes},
            {"mean", jsonOf(gain->mean)}};
}

}  // namespace tandem::cli
