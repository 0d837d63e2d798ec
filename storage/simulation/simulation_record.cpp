#include "storage/simulation/simulation_record.h"

#include "core/base/atomic_file.h"
#include "core/base/csv_text.h"
#include "core/base/error.h"
#include "core/base/json_depth.h"
#include "core/base/number_text.h"
#include "core/base/regular_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <format>

namespace tandem {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "tandem-simulation";
constexpr int kVersion = 1;

Json jsonOf(const CorrectionEffort& effort) {
    return {
        {"lookedAt", effort.lookedAt}, {"changed", effort.changed}, {"slices", effort.slices}, {"units", effort.units}};
}

Json jsonOf(const std::vector<DiceOfCase>& cases) {
    Json all = Json::array();
    for (const DiceOfCase& one : cases) {
        all.push_back({{"case", one.name}, {"dice", one.dice}});
    }
    return all;
}

Json jsonOf(const SimulationRow& row) {
    return {{"arm", nameOf(row.arm)},     {"seed", row.seed}, {"round", row.round},     {"effort", jsonOf(row.effort)},
            {"total", jsonOf(row.total)}, {"run", row.runId}, {"seconds", row.seconds}, {"judged", jsonOf(row.judged)}};
}

Json jsonOf(const SimulationSettings& settings) {
    Json strategies = Json::array();
    for (const RegionStrategy one : settings.strategies) {
        strategies.push_back(nameOf(one));
    }
    return {{"run", settings.runId},
            {"checkpoint", nameOf(settings.checkpoint)},
            {"strategies", strategies},
            {"withFullLabels", settings.withFullLabels},
            {"seeds", settings.seeds},
            {"rounds", settings.rounds},
            {"budgetVoxels", settings.budgetVoxels},
            {"budgetOf", nameOf(settings.budgetOf)},
            {"unit", nameOf(settings.unit)},
            {"judgedBy", nameOf(settings.judgedBy)},
            {"training", settingsToJson(settings.training)}};
}

/// A value that is not what the file should hold; told with the file's name by whoever reads it.
struct Unreadable {
    std::string what;
};

void require(bool holds, const char* what) {
    if (!holds) {
        throw Unreadable{what};
    }
}

template <Choice E>
E choiceIn(const Json& json, const char* key) {
    const auto choice = choiceNamed<E>(json.at(key).get<std::string>());
    require(choice.has_value(), key);
    return *choice;
}

std::int64_t countIn(const Json& json, const char* key) {
    const auto count = json.at(key).get<std::int64_t>();
    require(count >= 0, key);
    return count;
}

CorrectionEffort effortIn(const Json& json) {
    return {.lookedAt = countIn(json, "lookedAt"),
            .changed = countIn(json, "changed"),
            .slices = countIn(json, "slices"),
            .units = countIn(json, "units")};
}

std::vector<DiceOfCase> judgedIn(const Json& json, std::size_t classes) {
    std::vector<DiceOfCase> cases;
    for (const Json& one : json) {
        DiceOfCase judged{.name = one.at("case").get<std::string>(), .dice = one.at("dice").get<std::vector<double>>()};
        require(judged.dice.size() == classes, "dice");
        require(std::ranges::all_of(judged.dice, [](double dice) { return dice >= 0 && dice <= 1; }), "dice");
        cases.push_back(std::move(judged));
    }
    return cases;
}

SimulationSettings settingsIn(const Json& json) {
    SimulationSettings settings{.runId = json.at("run").get<std::int64_t>(),
                                .checkpoint = choiceIn<CheckpointKind>(json, "checkpoint"),
                                .strategies = {},
                                .withFullLabels = json.at("withFullLabels").get<bool>(),
                                .seeds = json.at("seeds").get<std::vector<std::int64_t>>(),
                                .rounds = json.at("rounds").get<int>(),
                                .budgetVoxels = countIn(json, "budgetVoxels"),
                                .budgetOf = choiceIn<BudgetOf>(json, "budgetOf"),
                                .unit = choiceIn<CorrectionUnit>(json, "unit"),
                                .judgedBy = choiceIn<JudgedBy>(json, "judgedBy"),
                                .training = storedSettingsIn<TrainingSettings>(json.at("training")).values};
    for (const Json& one : json.at("strategies")) {
        const auto strategy = choiceNamed<RegionStrategy>(one.get<std::string>());
        require(strategy.has_value(), "strategies");
        settings.strategies.push_back(*strategy);
    }
    settings.check();
    return settings;
}

SimulationRow rowIn(const Json& json, std::size_t classes) {
    const auto arm = armNamed(json.at("arm").get<std::string>());
    require(arm.has_value(), "arm");
    SimulationRow row{.arm = *arm,
                      .seed = json.at("seed").get<std::int64_t>(),
                      .round = json.at("round").get<int>(),
                      .effort = effortIn(json.at("effort")),
                      .total = effortIn(json.at("total")),
                      .runId = json.at("run").get<std::int64_t>(),
                      .seconds = json.at("seconds").get<double>(),
                      .judged = judgedIn(json.at("judged"), classes)};
    require(row.round >= 1 && !row.judged.empty(), "rows");
    return row;
}

Simulation simulationIn(const Json& json) {
    require(json.is_object() && json.at("format").get<std::string>() == kFormat, "format");
    Simulation simulation{.settings = settingsIn(json.at("settings")),
                          .checkpointHash = json.at("checkpointSha256").get<std::string>(),
                          .startedAt = json.at("startedAt").get<std::string>(),
                          .classes = json.at("classes").get<std::vector<std::string>>(),
                          .labelHashes = json.at("labelsSha256").get<std::vector<std::string>>(),
                          .corrected = json.at("corrected").get<std::vector<std::string>>(),
                          .correctableVoxels = countIn(json, "correctableVoxels"),
                          .start = {},
                          .rows = {}};
    require(!simulation.classes.empty(), "classes");
    simulation.start = judgedIn(json.at("start"), simulation.classes.size());
    for (const Json& one : json.at("rows")) {
        SimulationRow row = rowIn(one, simulation.classes.size());
        require(simulation.find(row.arm, row.seed, row.round) == nullptr, "rows");
        simulation.rows.push_back(std::move(row));
    }
    return simulation;
}

[[noreturn]] void throwUnreadable(const std::filesystem::path& file, const std::string& detail) {
    throw Error(ErrorCode::Corrupt, file.string() + " is damaged or no simulation; simulate anew, in another folder.",
                detail);
}

/// One row of the table: what does not depend on the class is written once for each of them, so that it can be sorted.
void addLines(std::string& table, const std::string& head, const std::vector<DiceOfCase>& judged,
              const std::vector<std::string>& classes) {
    for (const DiceOfCase& one : judged) {
        for (std::size_t index = 0; index < classes.size(); ++index) {
            table +=
                head + csvField(one.name) + ',' + csvField(classes[index]) + ',' + fixedText(one.dice[index], 6) + '\n';
        }
    }
}

}  // namespace

double meanDiceOf(const std::vector<DiceOfCase>& cases) {
    double sum = 0;
    std::size_t count = 0;
    for (const DiceOfCase& one : cases) {
        for (const double dice : one.dice) {
            sum += dice;
            ++count;
        }
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
}

const SimulationRow* Simulation::find(const SimulationArm& arm, std::int64_t seed, int round) const {
    const auto found = std::ranges::find_if(
        rows, [&](const SimulationRow& row) { return row.arm == arm && row.seed == seed && row.round == round; });
    return found == rows.end() ? nullptr : &*found;
}

int Simulation::roundsAskedFor() const {
    return static_cast<int>(settings.arms().size() * settings.seeds.size()) * settings.rounds;
}

int Simulation::roundsDone() const {
    int done = 0;
    for (const SimulationArm& arm : settings.arms()) {
        for (const std::int64_t seed : settings.seeds) {
            for (int round = 1; round <= settings.rounds; ++round) {
                done += find(arm, seed, round) != nullptr ? 1 : 0;
            }
        }
    }
    return done;
}

std::filesystem::path simulationFile(const std::filesystem::path& folder) {
    return folder / "simulation.json";
}

Simulation readSimulation(const std::filesystem::path& folder) {
    const std::filesystem::path file = simulationFile(folder);
    const std::string text = ownText(file);
    try {
        const Json json = Json::parse(shallowJson(text));
        if (json.is_object() && json.value("version", 0) > kVersion) {
            throw Error(ErrorCode::Unsupported, file.string() + " was made by a newer program; update this one.");
        }
        return simulationIn(json);
    } catch (const Json::exception& error) {
        throwUnreadable(file, error.what());
    } catch (const Unreadable& value) {
        throwUnreadable(file, value.what);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::InvalidInput) {
            throwUnreadable(file, error.what());
        }
        throw;
    }
}

void writeSimulation(const std::filesystem::path& folder, const Simulation& simulation) {
    Json rows = Json::array();
    for (const SimulationRow& row : simulation.rows) {
        rows.push_back(jsonOf(row));
    }
    const Json json{{"format", kFormat},
                    {"version", kVersion},
                    {"settings", jsonOf(simulation.settings)},
                    {"checkpointSha256", simulation.checkpointHash},
                    {"startedAt", simulation.startedAt},
                    {"classes", simulation.classes},
                    {"labelsSha256", simulation.labelHashes},
                    {"corrected", simulation.corrected},
                    {"correctableVoxels", simulation.correctableVoxels},
                    {"start", jsonOf(simulation.start)},
                    {"rows", rows}};
    writeAtomically(simulationFile(folder), json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string simulationCsv(const Simulation& simulation) {
    std::string table =
        "strategy,seed,round,looked_at_voxels,changed_voxels,slices,units,looked_at_in_all,changed_in_all,"
        "slices_in_all,units_in_all,run,seconds,case,class,dice\n";
    addLines(table, "start,,0,0,0,0,0,0,0,0,0,,,", simulation.start, simulation.classes);
    for (const SimulationRow& row : simulation.rows) {
        const std::string head = std::format("{},{},{},{},{},{},{},{},{},{},{},{},{},", nameOf(row.arm), row.seed,
                                             row.round, row.effort.lookedAt, row.effort.changed, row.effort.slices,
                                             row.effort.units, row.total.lookedAt, row.total.changed, row.total.slices,
                                             row.total.units, row.runId, fixedText(row.seconds, 1));
        addLines(table, head, row.judged, simulation.classes);
    }
    return table;
}

}  // namespace tandem
