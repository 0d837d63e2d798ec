#include "app/cli/commands.h"
#include "core/study/label_scheme.h"
#include "storage/db/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct NewOptions {
    std::string folder;
    std::string labels;
    std::string values;
    bool keepsIdentifiers = false;
};

LabelScheme schemeFrom(const NewOptions& options) {
    LabelScheme scheme = LabelScheme::fromNames(splitAtCommas(options.labels));
    const std::vector<std::string> values = splitAtCommas(options.values);
    if (!values.empty() && values.size() != scheme.classes.size()) {
        throw UsageError("--values needs one voxel value for each of the " + std::to_string(scheme.classes.size()) +
                         " classes.");
    }
    for (std::size_t index = 0; index < values.size(); ++index) {
        int value = 0;
        if (!CLI::detail::lexical_cast(values[index], value)) {
            throw UsageError("--values needs whole numbers, not \"" + values[index] + "\".");
        }
        scheme.classes[index].fileValue = value;
    }
    scheme.check();
    return scheme;
}

void runNew(const CommandLine& line, const NewOptions& options) {
    const std::filesystem::path folder(options.folder);
    const LabelScheme scheme = schemeFrom(options);
    const Project project = Project::create(folder, folder.stem().string(), scheme,
                                            options.keepsIdentifiers ? Identifiers::Kept : Identifiers::LeftOut);
    line.say("Made the project " + project.folder().string() + " with " + std::to_string(scheme.count()) + " classes.");
    line.answer(nlohmann::json{{"project", project.folder().string()}, {"classes", scheme.names()}});
}

}  // namespace

void addNewCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<NewOptions>();
    CLI::App* command = addCommand(app, "new", "Make a project folder",
                                   {"new la.tandem --labels background,left-atrium",
                                    "new heart.tandem --labels background,lv,rv,myo --values 0,500,600,200"});
    command->add_option("project", options->folder, "The folder to make, NAME.tandem")->required();
    command->add_option("--labels", options->labels, "Class names at commas, the background first")->required();
    command->add_option("--values", options->values,
                        "The voxel value of each class in label files; 0,1,2,... if absent");
    command->add_flag("--keep-identifiers", options->keepsIdentifiers,
                      "Keep patient IDs and series UIDs of DICOM files and the images' absolute paths; else pseudonyms "
                      "stand for the former, and images are found by their paths from the project");
    command->callback([&line, options] { line.action = [&line, options] { runNew(line, *options); }; });
}

}  // namespace tandem::cli
