#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct ExcludeOptions {
    std::string folder;
    std::vector<std::string> names;
    bool isUndone = false;
};

void runExclude(const CommandLine& line, const ExcludeOptions& options) {
    const Project project = Project::open(options.folder);
    const std::vector<CaseRecord> cases = casesNamed(project, options.names);
    project.transaction([&] {
        for (const CaseRecord& record : cases) {
            project.cases().setExcluded(record.id, !options.isUndone);
        }
    });
    for (const CaseRecord& record : cases) {
        line.say(options.isUndone ? "Case \"" + record.name + "\" can be used in new splits again."
                                  : "Case \"" + record.name + "\" gets no role in new splits.");
    }
    line.answer(nlohmann::json{{options.isUndone ? "included" : "excluded", options.names}});
}

}  // namespace

void addExcludeCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ExcludeOptions>();
    CLI::App* command = addCommand(app, "exclude", "Keep cases out of new splits; what used them stays as it is",
                                   {"exclude la.tandem phantom_03", "exclude la.tandem case-a case-b --undo"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("cases", options->names, "Their names")->required();
    command->add_flag("--undo", options->isUndone, "Let them be used in new splits again");
    command->callback([&line, options] { line.action = [&line, options] { runExclude(line, *options); }; });
}

}  // namespace tandem::cli
