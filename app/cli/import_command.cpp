#include "app/cli/commands.h"
#include "app/cli/import_report.h"
#include "core/base/error.h"
#include "core/volume/unknown_class.h"
#include "storage/db/project.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <memory>

namespace tandem::cli {
namespace {

struct ImportCommandOptions {
    std::string project;
    std::vector<std::filesystem::path> inputs;
    std::vector<double> spacingMm;
    std::string labelValues;
    std::vector<std::int32_t> unknownValues;
    std::string structures;
    std::string priority;
    bool takeClasses = false;
    ImportOptions options;
};

LabelValueMap labelValuesOf(const ImportCommandOptions& given) {
    LabelValueMap map = parseLabelValues(given.labelValues);
    for (const std::int32_t value : given.unknownValues) {
        if (const auto [known, isNew] = map.emplace(value, kUnknownClass); !isNew && known->second != kUnknownClass) {
            throw UsageError("The value " + std::to_string(value) +
                             " is mapped to a class and said to be unknown; say one of the two.");
        }
    }
    return map;
}

void runImportCommand(const CommandLine& line, const ImportCommandOptions& given) {
    ImportOptions options = given.options;
    try {
        if (!given.spacingMm.empty()) {
            options.spacingMm = Vector3{given.spacingMm[0], given.spacingMm[1], given.spacingMm[2]};
        }
        options.labelValues = labelValuesOf(given);
        options.structures = {.classOf = parseStructureClasses(given.structures),
                              .priority = parseClassPriority(given.priority)};
        options.check();
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
    const Project project = Project::open(given.project);
    const ImportSummary summary = importWithProgress(line, project, given.inputs, options, given.takeClasses);
    line.answer(importJson(summary));
    const bool nothingUsable = !summary.cases.empty() &&
                               summary.count(ImportOutcome::Refused) == static_cast<std::int64_t>(summary.cases.size());
    if (summary.cases.empty() || nothingUsable) {
        throw Error(ErrorCode::InvalidInput, summary.cases.empty()
                                                 ? "No image was found; give a folder or files that hold some."
                                                 : "No case could be imported; the lines above say why.");
    }
}

}  // namespace

void addImportCommand(CLI::App& app, CommandLine& line) {
    auto given = std::make_shared<ImportCommandOptions>();
    CLI::App* command = addCommand(
        app, "import", "Bring images and labels into a project; they stay where they are",
        {"import la.tandem volumes/ --spacing 0.625,0.625,0.625", "import ct.tandem Task07/ --dry-run",
         "import heart.tandem cases.csv --map 0=0,200=1,500=2,600=3",
         "import liver.tandem LiTS/ --image-names 'volume-*' --label-names 'segmentation-*' --take-classes",
         "import lung.tandem NSCLC-Radiomics/ --structures 'GTV-1=tumour; Lung-Left=lung' --priority tumour"});
    command->add_option("project", given->project, "The project")->required();
    command->add_option("inputs", given->inputs, "Folders, image files, or a CSV or list of cases")->required();
    command->add_option("--spacing", given->spacingMm, "Voxel spacing in mm at commas, for files that do not say it")
        ->delimiter(',')
        ->expected(3);
    command->add_option("--map", given->labelValues,
                        "Class index of voxel values: VALUE=CLASS or VALUE=unknown at commas");
    command
        ->add_option("--unknown", given->unknownValues,
                     "Voxel value of labels where nobody knows the class: it is neither taught nor judged; may be "
                     "repeated")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--image-suffix", given->options.imageSuffix, "Only images whose name ends so, e.g. _flair");
    command->add_option("--image-names", given->options.pairing.imageNames,
                        "Which files are images: names with * for the case, e.g. 'volume-*' or '*/imaging'");
    command->add_option("--label-names", given->options.pairing.labelNames, "Which files are labels, likewise");
    command->add_option("--structures", given->structures,
                        "Which classes structures are (DICOM SEG, RTSTRUCT, a file for each): STRUCTURE=CLASS at "
                        "semicolons; nothing after = leaves it out");
    command->add_option("--priority", given->priority,
                        "Classes that get the voxels which several claim, at semicolons, the first before all others; "
                        "else the later one of the project's classes does");
    command->add_flag("--take-classes", given->takeClasses,
                      "Take the classes that the data set names for the project's, where they may still change");
    command
        ->add_option("--patient", given->options.patientPattern,
                     "Regular expression on a case's name; its first group is the patient")
        ->capture_default_str();
    command->add_flag("--resample-labels", given->options.resamplesLabels,
                      "Take the nearest voxels of a label that lies on another grid than its image");
    command->add_option("--dataset", given->options.dataset, "Name of the dataset that the cases belong to");
    command->add_flag("--dry-run", given->options.dryRun, "Show the plan and its findings, write nothing");
    command->callback([&line, given] { line.action = [&line, given] { runImportCommand(line, *given); }; });
}

}  // namespace tandem::cli
