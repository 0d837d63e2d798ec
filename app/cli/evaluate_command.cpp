#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_line.h"
#include "core/base/atomic_file.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/study/evaluation.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct EvaluateOptions {
    std::string folder;
    std::int64_t run = 0;
    std::string on = "test";
    std::string out;
};

void runEvaluate(const CommandLine& line, const EvaluateOptions& options) {
    const Project project = Project::open(options.folder);
    const RunRecord run = chosenRun(project, options.run);
    Evaluation evaluation;
    {
        ProgressLine progress("Evaluating");
        evaluation = evaluateRun(project, run.id, options.on, chosenCases(project, run, options.on),
                                 progress.asProgress(), line.stop);
    }
    const std::filesystem::path folder =
        options.out.empty() ? project.runFolder(run) / "evaluation" : std::filesystem::path(options.out);
    const std::string stem = "metrics-" + options.on;
    writeAtomically(folder / (stem + ".csv"), evaluationCsv(evaluation));
    writeAtomically(folder / (stem + ".json"), evaluationJson(evaluation));
    line.say(evaluationTable(evaluation));
    line.say("Written: " + (folder / (stem + ".csv")).string() + " and .json");
    line.answer(evaluationJson(evaluation));
}

}  // namespace

void addEvaluateCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command =
        addCommand(app, "evaluate", "Compare predictions with labels: Dice, Jaccard, HD95, ASD, ASSD, calibration",
                   {"evaluate la.tandem --run 1 --on test", "evaluate la.tandem --on validation --json"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    command->add_option("--on", options->on, "labelled, unlabelled, validation, test, all, or names at commas")
        ->capture_default_str();
    command->add_option("--out", options->out, "Folder for the CSV and JSON files; the run's own if absent");
    command->callback([&line, options] { line.action = [&line, options] { runEvaluate(line, *options); }; });
}

}  // namespace tandem::cli
