#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct RemoveOptions {
    std::string folder;
    std::vector<std::string> names;
};

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

void runRemove(const CommandLine& line, const RemoveOptions& options) {
    const Project project = Project::open(options.folder);
    for (const CaseRecord& record : casesNamed(project, options.names)) {
        removeOne(project, record);
        line.say("Removed case \"" + record.name + "\"; its files stay where they are.");
    }
    line.answer(nlohmann::json{{"removed", options.names}}.dump(2));
}

}  // namespace

void addRemoveCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<RemoveOptions>();
    CLI::App* command = addCommand(app, "remove", "Take cases out of a project; source images are never touched",
                                   {"remove la.tandem phantom_03", "remove la.tandem case-a case-b"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("cases", options->names, "Their names; a case that a split or prediction uses is kept")
        ->required();
    command->callback([&line, options] { line.action = [&line, options] { runRemove(line, *options); }; });
}

}  // namespace tandem::cli
