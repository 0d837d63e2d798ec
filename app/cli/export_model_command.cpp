#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/export/model_export.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace tandem::cli {
namespace {

struct ExportModelOptions {
    std::string project;
    std::string checkpoint;
    ModelExportRequest request;
    bool isReadOnly = false;
};

void runExportModel(const CommandLine& line, const ExportModelOptions& options) {
    const Project project = openToRead(line, options.project, options.isReadOnly);
    ModelExportRequest request = options.request;
    request.runId = chosenRun(project, request.runId).id;
    if (!options.checkpoint.empty()) {
        request.checkpoint = choiceNamed<CheckpointKind>(options.checkpoint);
    }
    ExportedModel made;
    {
        ProgressLine progress("Exporting the model");
        made = exportModel(project, *openEngine(), request, progress.asProgress(), line.stop);
    }
    if (!made.canAbstain) {
        line.say("Note: The trust in run " + std::to_string(request.runId) +
                 " is not calibrated, so no threshold to abstain under is told. The command trust measures it.");
    }
    line.say("Wrote the " + textOf(made.weights) + " to " + made.folder.string() + ". Try it with: python3 " +
             shellWord((made.folder / "predict.py").string()) + " --check");
    line.answer({{"folder", made.folder.string()},
                 {"checkpoint", made.weights.hash},
                 {"abstainUnder", made.canAbstain ? nlohmann::ordered_json(request.abstainUnder) : nullptr}});
}

}  // namespace

void addExportModelCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ExportModelOptions>();
    CLI::App* command = addCommand(
        app, "export-model",
        "Write a trained network as a folder that works without Tandem: TorchScript, weights, preparation, a script "
        "that predicts",
        {"export-model la.tandem --run 1 --out atrium-model",
         "export-model la.tandem --abstain 0.9 --out model --overwrite"});
    command->add_option("project", options->project, "The project")->required();
    command->add_option("--run", options->request.runId, "The run's number; the newest with a checkpoint if absent");
    command->add_option("--checkpoint", options->checkpoint, "best or last; best where there is one if absent")
        ->check(CLI::IsMember({"best", "last"}));
    command->add_option("--out", options->request.folder, "The folder to make")->required();
    command
        ->add_option("--abstain", options->request.abstainUnder,
                     "Trust, 0 to 1, under which whoever uses the model shall leave a voxel undecided; told where the "
                     "run's trust is calibrated")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_flag("--overwrite", options->request.overwrite,
                      "Replace a model that was exported there before, with all that is in its folder");
    addReadOnlyFlag(*command, options->isReadOnly);
    command->callback([&line, options] { line.action = [&line, options] { runExportModel(line, *options); }; });
}

}  // namespace tandem::cli
