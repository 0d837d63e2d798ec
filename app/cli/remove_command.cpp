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

void runRemove(const CommandLine& line, const RemoveOptions& options) {
    const Project project = Project::open(options.folder);
    std::vector<CaseRecord> cases;
    for (const std::string& name : options.names) {
        auto record = project.cases().find(name);
        if (!record) {
            throw Error(ErrorCode::NotFound, "There is no case \"" + name + "\" in the project; nothing was removed.");
        }
        cases.push_back(std::move(*record));
    }
    for (const CaseRecord& record : cases) {
        project.cases().remove(record.id);
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
