#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/project_access.h"
#include "core/base/file_system.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/export/export_target.h"
#include "storage/training/curve_files.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace tandem::cli {
namespace {

struct CurvesOptions {
    std::string project;
    std::int64_t run = 0;
    std::filesystem::path folder;
    bool isReadOnly = false;
    bool overwrite = false;
};

void runCurves(const CommandLine& line, const CurvesOptions& options) {
    const Project project = openToRead(line, options.project, options.isReadOnly);
    const RunRecord run = chosenRun(project, options.run);
    requireForExports(project, realPath(options.folder));
    nlohmann::json report = nlohmann::json::array();
    for (const std::filesystem::path& file : writeCurves(project, run.id, options.folder, options.overwrite)) {
        line.say("Wrote " + file.string() + ".");
        report.push_back(file.string());
    }
    line.say("To look at runs side by side: tensorboard --logdir " + shellWord(options.folder.string()));
    line.answer(report);
}

}  // namespace

void addCurvesCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<CurvesOptions>();
    CLI::App* command = addCommand(app, "curves", "Write the curves of a run, as CSV and for TensorBoard",
                                   {"curves la.tandem --run 1 --out curves"});
    command->add_option("project", options->project, "The project")->required();
    addReadOnlyFlag(*command, options->isReadOnly);
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    command->add_option("--out", options->folder, "The folder to write to")->required();
    command->add_flag("--overwrite", options->overwrite, "Replace files that are there already");
    command->callback([&line, options] { line.action = [&line, options] { runCurves(line, *options); }; });
}

}  // namespace tandem::cli
