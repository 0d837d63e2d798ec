#include "app/cli/case_choice.h"
#include "app/cli/choice_option.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine_module.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/export/export_study.h"
#include "storage/export/identifying_texts.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/training/recorded_checkpoint.h"
#include "storage/training/weights_origin.h"
#include "ui/export/report/report_document.h"
#include "ui/picture/graphics_session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>

namespace tandem::cli {
namespace {

struct ExportOptions {
    std::string project;
    std::string cases;
    std::string weights;
    std::string what = "all";
    std::string checkpoint;
    double abstain = -1;
    std::int32_t abstainValue = AbstainSettings().fileValue;
    bool checksIdentifiers = false;
    ExportRequest request;
    bool isReadOnly = false;
};

/// What --what lists; "all" is all that was predicted, as maps.
ExportChoice choiceOf(const std::string& text, ExportLayout layout) {
    ExportChoice choice = ExportChoice::none();
    for (const std::string& part : splitAtCommas(text)) {
        if (part == "all") {
            choice.label = choice.probabilities = true;
            choice.maps = layout != ExportLayout::Bids;  // which has no names for them
        } else if (part == "label") {
            choice.label = true;
        } else if (part == "probabilities") {
            choice.label = choice.probabilities = true;
        } else if (part == "maps") {
            choice.maps = true;
        } else if (part == "surfaces") {
            choice.surfaces = true;
        } else if (part == "seg") {
            choice.dicomSegmentation = true;
        } else if (part == "rtstruct") {
            choice.structureSet = true;
        } else if (part == "metrics") {
            choice.metrics = true;
        } else if (part == "html") {
            choice.reportHtml = true;
        } else if (part == "pdf") {
            choice.reportPdf = true;
        } else {
            throw UsageError("There is no \"" + part +
                             "\" to export; give label, probabilities, maps, all, surfaces, seg, rtstruct, metrics, "
                             "html or pdf at commas.");
        }
    }
    return choice;
}

ExportRequest requestOf(const Project& project, const RunRecord& run, const ExportOptions& options) {
    ExportRequest request = options.request;
    request.runId = run.id;
    request.what = choiceOf(options.what, options.request.layout);
    if (options.abstain >= 0) {
        request.abstain = AbstainSettings{.threshold = options.abstain, .fileValue = options.abstainValue};
    }
    if (!options.cases.empty()) {
        request.caseIds = chosenCases(project, run, options.cases);
    }
    request.checkpoint = options.checkpoint;
    return request;
}

/// The file of the weights that were chosen. Throws Error (NotFound) when the run has replaced them.
CheckpointRecord checkpointWith(const Project& project, const RunRecord& run, const std::string& choice) {
    const Weights weights = chosenWeights(project, run.id, choice);
    for (const CheckpointRecord& one : project.checkpoints().list(run.id)) {
        if (one.contentHash == weights.hash) {
            return one;
        }
    }
    throw Error(ErrorCode::NotFound, "The run has trained beyond its " + textOf(weights) +
                                         ", so these weights can no longer be written; give best or last.");
}

void tell(const CommandLine& line, const ExportSummary& summary, const std::filesystem::path& folder) {
    for (const std::string& note : summary.notes) {
        line.say("Note: " + note);
    }
    for (const ExportedCase& one : summary.cases) {
        if (one.abstained) {
            line.say(one.name + ": not decided are " + percentText(one.abstained->fraction(), 2) + " of all voxels, " +
                     percentText(one.abstained->foregroundFraction(), 2) + " of those of a structure; " +
                     fixedText(one.abstained->expectedErrorsRemoved, 0) + " of " +
                     fixedText(one.abstained->expectedErrors, 0) + " wrong voxels are expected among them.");
        }
    }
    line.say("Wrote " + std::to_string(summary.files.size()) + " files to " + folder.string() + ".");
    nlohmann::json report = nlohmann::json::array();
    for (const std::filesystem::path& file : summary.files) {
        report.push_back(file.string());
    }
    line.answer(report);
}

void tellIdentifiers(const CommandLine& line, const std::vector<IdentifyingText>& texts) {
    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    for (const IdentifyingText& one : texts) {
        line.say(one.what + ": " + one.text + " (in " + one.where + ")");
        report.push_back({{"what", one.what}, {"text", one.text}, {"where", one.where}});
    }
    line.say("Nothing was written. These texts would leave with the export; look whether any tells who a patient is.");
    line.answer(report);
}

void runExport(const CommandLine& line, const ExportOptions& options) {
    const Project project = openToRead(line, options.project, options.isReadOnly);
    const RunRecord run = chosenRun(project, options.request.runId);
    const ExportRequest request = requestOf(project, run, options);
    if (options.checksIdentifiers) {
        tellIdentifiers(line, identifyingTexts(project, request, line.stop));
        return;
    }
    std::optional<CheckpointRecord> weights;  // looked up before the work
    if (!options.weights.empty()) {
        weights = checkpointWith(project, run, options.checkpoint);
    }
    ExportSummary summary;
    {
        // Only a report needs fonts and drawing.
        std::optional<GraphicsSession> graphics;
        if (request.what.reportHtml || request.what.reportPdf) {
            graphics.emplace();
        }
        ReportDocument report;
        ProgressLine progress("Exporting");
        summary = exportPredictions(project, request, progress.asProgress(), line.stop, &report);
    }
    if (weights) {
        const auto engine = openEngine();
        static_cast<void>(describeRecorded(project, *engine, *weights));
        engine->exportWeights(project.inside(weights->file), options.weights);
        recordWeights(project, ancestorBy(run, *weights), options.weights);
        summary.files.emplace_back(options.weights);
    }
    tell(line, summary, request.folder);
}

void addChoiceOptions(CLI::App& command, ExportOptions& options) {
    command.add_option("--run", options.request.runId, "The run's number; the newest with a checkpoint if absent");
    command.add_option("--cases", options.cases,
                       "labelled, unlabelled, validation, test, all, or names at commas; all predicted if absent");
    command.add_option("--checkpoint", options.checkpoint, kCheckpointHelp);
    addChoice(command, "--label", options.request.label,
              "Whose label map, surfaces, segmentation and contours: of decoder A (a), as the paper's protocol says, "
              "of decoder B "
              "(b), or of the mean of both (mean)");
    command
        .add_option("--what", options.what,
                    "At commas: label; probabilities (and label); maps; all of these three; surfaces; seg (DICOM "
                    "segmentation, of cases from DICOM); rtstruct (DICOM structure set: contours, of the same); "
                    "metrics (CSV and JSON); html and pdf (a report)")
        ->capture_default_str();
}

void addFormatOptions(CLI::App& command, ExportOptions& options) {
    command.add_option("--out", options.request.folder, "The folder to write to")->required();
    addChoice(command, "--layout", options.request.layout,
              "How files are arranged: by the pattern of names, or as BIDS derivatives below derivatives/tandem, label "
              "maps and probabilities (pattern or bids)");
    addChoice(command, "--format", options.request.format, "Of labels and maps: nifti, nrrd or metaimage");
    addChoice(command, "--mesh", options.request.meshFormat, "Of surfaces: stl, obj or ply; in mm, LPS");
    command
        .add_option("--names", options.request.pattern,
                    "Pattern of names, from {case}, {patient}, {run}, {method} and {what}; a slash makes folders")
        ->capture_default_str();
    command
        .add_option(
            "--abstain", options.abstain,
            "Trust, 0 to 1, the probability of being right under which a voxel of a label or segmentation is left "
            "undecided")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--abstain-value", options.abstainValue, "The voxel value that means: not decided")
        ->capture_default_str();
    command.add_option("--weights", options.weights, "Also write the network's weights to this safetensors file");
    command.add_flag("--overwrite", options.request.overwrite, "Replace files that are there already");
    command.add_flag("--check-identifiers", options.checksIdentifiers,
                     "Write nothing; list the texts in it that may tell who a patient is");
}

}  // namespace

void addExportCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        addCommand(app, "export", "Write predictions in the original geometry, with their provenance",
                   {"export la.tandem --run 1 --out out --format nifti",
                    "export la.tandem --run 1 --cases test --what label,surfaces --mesh ply --out out",
                    "export la.tandem --what label,seg --abstain 0.75 --names '{patient}/{case}_{what}' --out out",
                    "export la.tandem --cases test --what metrics,html,pdf --out out",
                    "export la.tandem --what label --layout bids --out bids-data",
                    "export la.tandem --what label,seg,pdf --out out --check-identifiers"});
    command->add_option("project", options->project, "The project")->required();
    addChoiceOptions(*command, *options);
    addFormatOptions(*command, *options);
    addReadOnlyFlag(*command, options->isReadOnly);
    command->callback([&line, options] { line.action = [&line, options] { runExport(line, *options); }; });
}

}  // namespace tandem::cli
