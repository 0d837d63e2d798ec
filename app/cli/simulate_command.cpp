#include "app/cli/choice_option.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/settings_options.h"
#include "app/cli/simulation_table.h"
#include "app/cli/training_engine.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/list_text.h"
#include "core/base/number_text.h"
#include "storage/db/project.h"
#include "storage/simulation/run_simulation.h"
#include "storage/simulation/simulation_estimate.h"
#include "ui/picture/graphics_session.h"
#include "ui/simulation/picture/simulation_picture.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <memory>
#include <optional>

namespace tandem::cli {
namespace {

struct SimulateOptions {
    std::string folder;
    std::string out;
    SimulationSettings settings;  ///< but for what needs the project
    std::vector<std::string> strategies;
    std::string budget;
    std::int64_t iterations = 0;
    std::string device;
    std::vector<std::string> training;
    bool inWorker = false;
};

/// "2%" or "2 %" of the voxels that can be corrected, or a number of them.
std::int64_t budgetIn(const Project& project, const SimulateOptions& options) {
    if (options.budget.empty()) {
        return budgetOfShare(project, options.settings.runId, budgetShare(options.settings.budgetOf));
    }
    std::string text = options.budget;
    const bool isShare = text.ends_with('%');
    text.resize(text.find_last_not_of("% ") + 1);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const double most = isShare ? 100 : 1e15;
    if (failure != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= most)) {
        throw UsageError("--budget " + options.budget + " is neither a share such as 2% nor a number of voxels.");
    }
    return isShare ? budgetOfShare(project, options.settings.runId, value / 100)
                   : std::max<std::int64_t>(1, static_cast<std::int64_t>(value));
}

SimulationSettings settingsOf(const Project& project, const SimulateOptions& options) {
    const SimulationSettings suggested = suggestedSimulation(project, options.settings.runId);
    SimulationSettings settings = options.settings;
    settings.strategies = suggested.strategies;
    if (!options.strategies.empty()) {
        settings.strategies.clear();
        for (const std::string& one : options.strategies) {
            settings.strategies.push_back(choiceNamed<RegionStrategy>(one).value());
        }
    }
    settings.budgetVoxels = budgetIn(project, options);
    settings.training = suggested.training;
    settings.training.iterations = options.iterations > 0 ? options.iterations : settings.training.iterations;
    settings.training.device = options.device.empty() ? settings.training.device : options.device;
    applySettings(settings.training, options.training);
    try {
        settings.check();
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
    return settings;
}

void say(const CommandLine& line, const SimulationSettings& settings, const SimulationEstimate& estimate) {
    std::vector<std::string> names;
    for (const SimulationArm& arm : settings.arms()) {
        names.emplace_back(nameOf(arm));
    }
    line.say("Simulates on run " + std::to_string(settings.runId) + ": " + listText(names) + ". " +
             std::to_string(estimate.trainings) + " trainings of " + std::to_string(settings.training.iterations) +
             " iterations, " + std::to_string(settings.budgetVoxels) + " voxels " +
             (settings.budgetOf == BudgetOf::LookedAt ? "looked at" : "changed") + " in each round" +
             (estimate.seconds ? ", about " + durationText(*estimate.seconds) + " in all" : "") + ", up to " +
             bytesText(estimate.disk.neededBytes()) + " of disk.");
    line.say(settings.judgedBy == JudgedBy::Validation
                 ? "Dice is measured on the validation cases. None of them is ever corrected, but trust, by which "
                   "regions are ordered, is fitted on them; --judge test measures on cases that are used for nothing "
                   "else."
                 : "Dice is measured on the test cases, which are used for nothing else; trust, by which regions are "
                   "ordered, is fitted on the validation cases.");
}

/// What is done so far, as files beside the simulation.
void writeFiles(const Simulation& simulation, const std::filesystem::path& folder) {
    writeAtomically(folder / "simulation.csv", simulationCsv(simulation));
    writeSimulationPng(simulation, folder / "simulation.png");
}

Simulation simulate(const CommandLine& line, const Project& project, const SimulateOptions& options,
                    const SimulationSettings& settings, const std::filesystem::path& folder) {
    const auto engine = trainingEngine(options.inWorker);
    const GraphicsSession session;
    say(line, settings, estimateSimulation(project, *engine, settings, folder));
    ProgressLine progress("Simulating");
    return runSimulation(
        project, *engine, settings, folder,
        [&](const Simulation& grown) {
            writeFiles(grown, folder);
            progress.note(grown.rows.empty() ? "Before: mean Dice " + fixedText(meanDiceOf(grown.start), 4)
                                             : std::string(nameOf(grown.rows.back().arm)) + ", seed " +
                                                   std::to_string(grown.rows.back().seed) + ", round " +
                                                   std::to_string(grown.rows.back().round) + ": mean Dice " +
                                                   fixedText(grown.rows.back().dice(), 4));
        },
        progress.asProgress(), line.stop);
}

void runSimulate(const CommandLine& line, const SimulateOptions& options) {
    const Project project = Project::open(options.folder, ProjectAccess::ReadOnly);
    const SimulationSettings settings = settingsOf(project, options);
    const std::filesystem::path folder = normalPath(options.out);
    std::optional<Simulation> simulation;
    try {
        simulation = simulate(line, project, options, settings, folder);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled || !isThere(simulationFile(folder))) {
            throw;
        }
        const Simulation soFar = readSimulation(folder);
        line.say(simulationTable(soFar));
        line.answer(simulationJson(soFar));
        throw Error(ErrorCode::Cancelled, "The simulation was stopped; what is done lies in " + folder.string() +
                                              ", and the same command goes on from there.");
    }
    line.say("\n" + simulationTable(*simulation));
    line.say("Chart     " + (folder / "simulation.png").string());
    line.say("Table     " + (folder / "simulation.csv").string());
    line.answer(simulationJson(*simulation));
}

void addSizes(CLI::App& command, SimulateOptions& options) {
    command.add_option("--rounds", options.settings.rounds, "Rounds of correcting and training on")
        ->check(CLI::Range(1, SimulationSettings::kMostRounds))
        ->capture_default_str();
    command.add_option(
        "--budget", options.budget,
        "What is corrected in a round, over all cases together: a share of their voxels such as 2%, or a "
        "number of voxels; 2% if absent, or 0.2% where those that are changed are counted");
    addChoice(command, "--budget-of", options.settings.budgetOf,
              "What the budget counts: voxels that are looked at, or those of them that are changed");
    addChoice(command, "--unit", options.settings.unit,
              "What is answered at once: regions, which are boxes about 20 mm wide, or whole slices through them, "
              "across the third axis");
    command.add_option("--seeds", options.settings.seeds, "Seeds, of which each makes a curve of every strategy")
        ->delimiter(',')
        ->capture_default_str();
    command.add_option("--iterations", options.iterations, "Iterations of each round; a third of the run's if absent")
        ->check(CLI::PositiveNumber);
}

}  // namespace

void addSimulateCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<SimulateOptions>();
    CLI::App* command = addCommand(
        app, "simulate",
        "Find out what correcting is worth: an oracle that knows hidden labels corrects by strategies, round by round",
        {"simulate la.tandem --run 1 --out budget",
         "simulate la.tandem --run 1 --out budget --strategies least-reliable,foreground-random --rounds 3 "
         "--budget 1% --seeds 1337,42 --iterations 300",
         "simulate la.tandem --run 1 --out slices --unit slices --full-labels"});
    command->add_option("project", options->folder, "The project; it is only read")->required();
    command
        ->add_option("--run", options->settings.runId,
                     "The number of the run to go on from, whose split has cases with labels as unlabelled ones")
        ->required();
    command
        ->add_option("--out", options->out,
                     "A folder for the simulation alone; one that was stopped goes on there, and more strategies or "
                     "seeds are added to what is done")
        ->required();
    command->add_option("--strategies", options->strategies, "What is asked for first, at commas; all if absent")
        ->delimiter(',')
        ->check(CLI::IsMember(
            std::vector<std::string>(kChoiceTexts<RegionStrategy>.begin(), kChoiceTexts<RegionStrategy>.end())));
    command->add_flag("--full-labels", options->settings.withFullLabels,
                      "Train on all labels of the same cases, too: the most that correcting could gain");
    addSizes(*command, *options);
    addChoice(
        *command, "--judge", options->settings.judgedBy,
        "The cases on which Dice is measured; none of them is ever corrected. Trust, by which regions are ordered, "
        "is fitted on the validation cases; test cases are used for nothing else");
    addChoice(*command, "--checkpoint", options->settings.checkpoint, "The weights to begin with");
    command->add_option("--device", options->device, "auto, cpu, cuda or cuda:N; the run's if absent");
    command->add_option("--set", options->training,
                        "KEY=VALUE of the training of each round, may be repeated; as of train-on if absent");
    command->add_flag("--worker", options->inWorker, kWorkerHelp);
    command->callback([&line, options] { line.action = [&line, options] { runSimulate(line, *options); }; });
}

}  // namespace tandem::cli
