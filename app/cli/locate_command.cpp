#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "storage/db/project.h"
#include "storage/db/relocation.h"
#include "storage/import/source_hash.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct LocateOptions {
    std::string folder;
    std::string under;
};

void runLocate(const CommandLine& line, const LocateOptions& options) {
    const Project project = Project::open(options.folder);
    RelocationSummary summary;
    {
        ProgressLine progress("Locating");
        summary = relocateMissingFiles(project, options.under, sourceHasher(), progress.asProgress(), line.stop);
    }
    line.say("Found " + std::to_string(summary.found) + " files again.");
    for (const std::string& name : summary.stillMissing) {
        line.say("Case \"" + name + "\" still misses a file.");
    }
    line.answer(nlohmann::json{{"found", summary.found}, {"stillMissing", summary.stillMissing}});
}

}  // namespace

void addLocateCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<LocateOptions>();
    CLI::App* command = addCommand(app, "locate", "Find images again that were moved or renamed, by their content",
                                   {"locate la.tandem /data/archive/la"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("folder", options->under, "Where to look, with all folders below")->required();
    command->callback([&line, options] { line.action = [&line, options] { runLocate(line, *options); }; });
}

}  // namespace tandem::cli
