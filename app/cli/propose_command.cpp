#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/training/training_proposal.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct ProposeOptions {
    std::string folder;
    std::string device = "auto";
    bool isReadOnly = false;
};

void runPropose(const CommandLine& line, const ProposeOptions& options) {
    const Project project = openToRead(line, options.folder, options.isReadOnly);
    const auto engine = openEngine();
    Proposal proposal;
    {
        ProgressLine progress("Looking at cases");
        proposal = proposeTraining(project, *engine, options.device, progress.asProgress(), line.stop);
    }
    std::vector<std::vector<std::string>> rows{{"setting", "value", "because"}};
    for (const ProposedValue& one : proposal.values) {
        rows.push_back({one.key, one.value, textOf(one.reason)});
    }
    line.say(tableText(rows));
    line.say("To train with these: tandem-cli train " + shellWord(options.folder) + " --propose" +
             (options.device == "auto" ? "" : " --set device=" + shellWord(options.device)) +
             ". Any of them can be set otherwise with --set and --prepare.");
    line.answer({{"device", options.device},
                 {"values", proposalJson(proposal.values)},
                 {"preparation", settingsToJson(proposal.preparation)},
                 {"training", settingsToJson(proposal.training)}});
}

}  // namespace

void addProposeCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ProposeOptions>();
    CLI::App* command =
        addCommand(app, "propose",
                   "Propose spacing, window, crop, patch and the other settings of a run from a project's cases, each "
                   "with its reason",
                   {"propose liver.tandem", "propose liver.tandem --device cuda:1"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--device", options->device, "Whose memory the patch shall fit: auto, cpu, cuda or cuda:N")
        ->capture_default_str();
    addReadOnlyFlag(*command, options->isReadOnly);
    command->callback([&line, options] { line.action = [&line, options] { runPropose(line, *options); }; });
}

}  // namespace tandem::cli
