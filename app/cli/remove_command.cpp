#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/number_text.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/removal/run_removal.h"
#include "storage/simulation/simulation_folder.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <format>
#include <memory>

namespace tandem::cli {
namespace {

struct RemoveOptions {
    std::string folder;
    std::vector<std::string> names;
    std::int64_t run = 0;
    std::int64_t predictionsOf = 0;
    std::string simulation;
    bool isConfirmed = false;
};

std::string counted(int count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

/// A case that has to stay can be excluded, which in a terminal is a command.
void removeOne(const Project& project, const CaseRecord& record) {
    try {
        project.cases().remove(record.id);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Conflict) {
            throw;
        }
        throw Error(error.code(),
                    std::string(error.what()) + " The command is: tandem-cli exclude " +
                        shellWord(project.folder().string()) + " " + shellWord(record.name),
                    error.detail());
    }
}

void removeCases(const CommandLine& line, const Project& project, const RemoveOptions& options) {
    for (const CaseRecord& record : casesNamed(project, options.names)) {
        removeOne(project, record);
        line.say("Removed case \"" + record.name + "\"; its files stay where they are.");
    }
    line.answer(nlohmann::json{{"removed", options.names}});
}

/// Files are deleted, which nothing brings back.
void requireConfirmation(const RemoveOptions& options, const std::string& what) {
    if (!options.isConfirmed) {
        throw Error(ErrorCode::Conflict, what +
                                             " would be deleted, for good; accepted labels and exports stay. Nothing "
                                             "was removed: add --yes to do it.");
    }
}

void removeARun(const CommandLine& line, const Project& project, const RemoveOptions& options) {
    const RunFootprint print = footprintOf(project, options.run);
    const std::string what = std::format("Run {} with its settings, curves, {} and {}, {} on disk,", options.run,
                                         counted(print.checkpoints, "checkpoint"),
                                         counted(print.predictions, "prediction"), bytesText(print.bytes));
    requireConfirmation(options, what);
    removeRun(project, options.run);
    line.say(std::format("Removed run {}: {} freed.", options.run, bytesText(print.bytes)));
    line.answer(nlohmann::ordered_json{{"run", options.run},
                                       {"checkpoints", print.checkpoints},
                                       {"predictions", print.predictions},
                                       {"bytes", print.bytes}});
}

void removeItsPredictions(const CommandLine& line, const Project& project, const RemoveOptions& options) {
    std::vector<std::int64_t> caseIds;
    for (const CaseRecord& record : casesNamed(project, options.names)) {
        caseIds.push_back(record.id);
    }
    const RunFootprint print = footprintOf(project, options.predictionsOf, caseIds);
    if (print.predictions > 0) {
        requireConfirmation(options, std::format("{} of run {}, {} on disk,", counted(print.predictions, "prediction"),
                                                 options.predictionsOf, bytesText(print.predictionBytes)));
    }
    const int removed = removePredictions(project, options.predictionsOf, caseIds);
    line.say(std::format("Removed {} of run {}: {} freed.", counted(removed, "prediction"), options.predictionsOf,
                         bytesText(print.predictionBytes)));
    line.answer(nlohmann::ordered_json{
        {"run", options.predictionsOf}, {"predictions", removed}, {"bytes", print.predictionBytes}});
}

void removeASimulation(const CommandLine& line, const RemoveOptions& options) {
    const std::filesystem::path folder = normalPath(options.simulation);
    const std::uint64_t bytes = simulationBytes(folder);
    if (isThere(folder)) {
        requireConfirmation(options,
                            std::format("The simulation in {}, {} on disk,", folder.string(), bytesText(bytes)));
    }
    removeSimulation(folder);
    line.say(std::format("Removed the simulation in {}: {} freed.", folder.string(), bytesText(bytes)));
    line.answer(nlohmann::ordered_json{{"simulation", folder.string()}, {"bytes", bytes}});
}

void runRemove(const CommandLine& line, const RemoveOptions& options) {
    if (options.run > 0 && (options.predictionsOf > 0 || !options.names.empty())) {
        throw UsageError("--run removes one run with all that it made; name no cases and no --predictions beside it.");
    }
    const bool isNamed = options.run > 0 || options.predictionsOf > 0 || !options.names.empty();
    if (!options.simulation.empty() && isNamed) {
        throw UsageError("--simulation removes one simulation; name no cases, and neither --run nor --predictions.");
    }
    if (options.simulation.empty() && !isNamed) {
        throw UsageError(
            "Name the cases to remove, or a run by --run N, or --predictions N for the predictions of a run, or "
            "--simulation DIR.");
    }
    const Project project = Project::open(options.folder);
    if (!options.simulation.empty()) {
        removeASimulation(line, options);
    } else if (options.run > 0) {
        removeARun(line, project, options);
    } else if (options.predictionsOf > 0) {
        removeItsPredictions(line, project, options);
    } else {
        removeCases(line, project, options);
    }
}

}  // namespace

void addRemoveCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<RemoveOptions>();
    CLI::App* command = addCommand(
        app, "remove", "Take cases, runs, predictions or simulations out of a project; source images are never touched",
        {"remove la.tandem case-a case-b", "remove la.tandem --predictions 2 --yes",
         "remove la.tandem --predictions 2 case-a --yes", "remove la.tandem --run 2 --yes",
         "remove la.tandem --simulation budget --yes"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("cases", options->names, "Their names; a case that a split or prediction uses is kept");
    command->add_option("--run", options->run, "A run with its checkpoints and predictions, whose files are deleted")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--predictions", options->predictionsOf,
                     "The predictions of the run with this number, of the cases that are named or of all")
        ->check(CLI::PositiveNumber);
    command->add_option("--simulation", options->simulation,
                        "A simulation, by the folder that --out named, or of the window's by PROJECT/simulations/NNNN");
    command->add_flag("--yes", options->isConfirmed, "Delete files; without it, only what would go is said");
    command->callback([&line, options] { line.action = [&line, options] { runRemove(line, *options); }; });
}

}  // namespace tandem::cli
