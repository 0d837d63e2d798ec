#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/settings_options.h"
#include "core/settings/preset.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct PrepareOptions {
    std::string folder;
    std::string preset = "from-data";
    std::vector<std::string> settings;
};

void runPrepare(const CommandLine& line, const PrepareOptions& options) {
    PreparationSettings settings = presetNamed(options.preset).preparation;
    applySettings(settings, options.settings);
    const Project project = Project::open(options.folder);
    const std::vector<CaseRecord> cases = project.cases().list();
    PreparedCases prepared;
    {
        ProgressLine progress("Preparing");
        if (const std::string notice = boxNotice(project, cases, settings); !notice.empty()) {
            progress.note(notice);
        }
        prepared = prepareCases(project, cases, settings, progress.asProgress(), line.stop);
    }
    for (const std::string& notice : prepared.notices) {
        line.say(notice);
    }
    line.say("Prepared " + std::to_string(cases.size()) + " cases, " + std::to_string(prepared.reused) +
             " of them were ready.");
    line.answer(nlohmann::json{{"cases", cases.size()}, {"reused", prepared.reused}, {"notices", prepared.notices}});
}

}  // namespace

void addPrepareCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<PrepareOptions>();
    CLI::App* command = addCommand(
        app, "prepare", "Crop, resample and normalise the cases ahead of training",
        {"prepare la.tandem --preset left-atrium", "prepare ct.tandem --preset pancreas-ct --set spacing=1.5,1.5,2",
         "prepare ct.tandem --preset pancreas-ct --set crop=prediction --set crop-run=1"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--preset", options->preset, "Kind of dataset")->capture_default_str();
    command->add_option("--set", options->settings,
                        "KEY=VALUE, may be repeated. The keys:" + settingsHelp<PreparationSettings>());
    command->callback([&line, options] { line.action = [&line, options] { runPrepare(line, *options); }; });
}

}  // namespace tandem::cli
