#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/study/export_study.h"
#include "storage/study/prediction_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct ExportOptions {
    std::string project;
    std::string cases;
    std::string weights;
    ExportRequest request;
};

void runExport(const CommandLine& line, const ExportOptions& options) {
    const Project project = Project::open(options.project);
    const RunRecord run = chosenRun(project, options.request.runId);
    ExportRequest request = options.request;
    request.runId = run.id;
    if (!options.cases.empty()) {
        request.caseIds = chosenCases(project, run, options.cases);
    }
    std::vector<std::filesystem::path> written;
    {
        ProgressLine progress("Exporting");
        written = exportPredictions(project, request, progress.asProgress(), line.stop);
    }
    if (!options.weights.empty()) {
        const CheckpointRecord checkpoint = chosenCheckpoint(project, run.id, std::nullopt);
        openEngine()->exportWeights(project.folder() / checkpoint.file, options.weights);
        written.emplace_back(options.weights);
    }
    line.say("Wrote " + std::to_string(written.size()) + " files to " + request.folder.string() + ".");
    nlohmann::json report = nlohmann::json::array();
    for (const std::filesystem::path& file : written) {
        report.push_back(file.string());
    }
    line.answer(report.dump(2));
}

}  // namespace

void addExportCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = addCommand(app, "export", "Write predictions in the original geometry, with their provenance",
                                   {"export la.tandem --run 1 --out out --format nifti",
                                    "export la.tandem --run 1 --cases test --what label --format nrrd --out out"});
    command->add_option("project", options->project, "The project")->required();
    command->add_option("--run", options->request.runId, "The run's number; the newest if absent");
    command->add_option("--cases", options->cases,
                        "labelled, unlabelled, validation, test, all, or names at commas; all predicted if absent");
    command->add_option("--out", options->request.folder, "The folder to write to")->required();
    command->add_option("--format", options->request.format, "nifti, nrrd or metaimage")
        ->check(CLI::IsMember({"nifti", "nrrd", "metaimage"}))
        ->capture_default_str();
    command->add_option("--what", options->request.what, "label, probabilities or all that was predicted")
        ->check(CLI::IsMember({"label", "probabilities", "all"}))
        ->capture_default_str();
    command->add_option("--weights", options->weights, "Also write the network's weights to this safetensors file");
    command->add_flag("--overwrite", options->request.overwrite, "Replace files that are there already");
    command->callback([&line, options] { line.action = [&line, options] { runExport(line, *options); }; });
}

}  // namespace tandem::cli
