#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/export/nnunet_dataset.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct NnunetOptions {
    std::string project;
    std::string split;
    std::filesystem::path folder;
    bool isReadOnly = false;
};

std::optional<std::int64_t> splitOf(const Project& project, const std::string& name) {
    if (name.empty()) {
        return std::nullopt;
    }
    const auto split = project.splits().find(name);
    if (!split) {
        throw Error(ErrorCode::NotFound, "The project has no split \"" + name + "\"; the command info lists them.");
    }
    return split->id;
}

void runNnunet(const CommandLine& line, const NnunetOptions& options) {
    const Project project = openToRead(line, options.project, options.isReadOnly);
    NnunetDataset made;
    {
        ProgressLine progress("Writing");
        made = writeNnunetDataset(project, splitOf(project, options.split), options.folder, progress.asProgress(),
                                  line.stop);
    }
    line.say("Wrote " + std::to_string(made.training) + " cases to train on, " + std::to_string(made.test) +
             " to test with and " + std::to_string(made.unlabelled) + " without a label to " + options.folder.string() +
             ".");
    line.answer(nlohmann::json{{"folder", options.folder.string()},
                               {"training", made.training},
                               {"test", made.test},
                               {"unlabelled", made.unlabelled}});
}

}  // namespace

void addNnunetCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<NnunetOptions>();
    CLI::App* command = addCommand(app, "nnunet", "Write the project's cases as a raw data set of nnU-Net",
                                   {"nnunet la.tandem --split split-1 --out nnUNet_raw/Dataset101_LeftAtrium"});
    command->add_option("project", options->project, "The project")->required();
    addReadOnlyFlag(*command, options->isReadOnly);
    command->add_option("--split", options->split,
                        "Its roles decide, and become splits_final.json; if absent, every case with a label is to "
                        "train on");
    command->add_option("--out", options->folder, "The folder to make, DatasetNNN_NAME")->required();
    command->callback([&line, options] { line.action = [&line, options] { runNnunet(line, *options); }; });
}

}  // namespace tandem::cli
