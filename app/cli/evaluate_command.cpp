#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "core/base/atomic_file.h"
#include "core/base/content_hash.h"
#include "core/base/error.h"
#include "core/study/split_role.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/prediction/predicted_label.h"
#include "storage/reliability/evaluation.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <span>
#include <system_error>

namespace tandem::cli {
namespace {

struct EvaluateOptions {
    std::string folder;
    std::int64_t run = 0;
    std::string on = "test";
    std::string checkpoint;
    EvaluationSettings settings;
    std::string out;
    bool isReadOnly = false;
};

/// "test"; or "12-cases-1a2b3c4d" for names, which may be many, long, and odd in a file's name.
std::string partOfFileName(const std::string& on, std::size_t cases) {
    if (choiceNamed<SplitRole>(on) || on == "all") {
        return on;
    }
    constexpr std::size_t kDigits = 8;
    return std::to_string(cases) + "-cases-" + contentHash(std::as_bytes(std::span(on))).substr(0, kDigits);
}

/// Before the work: what cannot be written to is told now.
std::filesystem::path folderFor(const Project& project, const RunRecord& run, const std::string& out) {
    if (out.empty()) {
        project.requireWritable();
    }
    const std::filesystem::path folder =
        out.empty() ? project.inside(run.folder / "evaluation") : std::filesystem::path(out);
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure) {
        throw Error(ErrorCode::Io, "The folder " + folder.string() + " cannot be made: " + failure.message() +
                                       "; name another with --out.");
    }
    return folder;
}

void runEvaluate(const CommandLine& line, const EvaluateOptions& options) {
    const Project project = openToRead(line, options.folder, options.isReadOnly);
    const RunRecord run = chosenRun(project, options.run);
    const EvaluationRequest request{.runId = run.id,
                                    .weights = chosenWeights(project, run.id, options.checkpoint),
                                    .on = options.on,
                                    .caseIds = chosenCases(project, run, options.on),
                                    .settings = options.settings};
    const std::filesystem::path folder = folderFor(project, run, options.out);
    Evaluation evaluation;
    {
        ProgressLine progress("Evaluating");
        evaluation = evaluateRun(project, request, progress.asProgress(), line.stop);
    }
    const std::string stem = "metrics-" + partOfFileName(options.on, evaluation.cases.size());
    writeAtomically(folder / (stem + ".csv"), evaluationCsv(evaluation));
    const nlohmann::ordered_json json = evaluationJson(evaluation);
    writeAtomically(folder / (stem + ".json"),
                    json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    line.say("Run " + std::to_string(run.id) + ", " + textOf(request.weights) + ": the label of " +
             labelSourceText(options.settings.label) + ", on the grids of the images.");
    if (areOutdated(request.weights.hash, project.checkpoints().list(run.id))) {
        line.say("The run has trained beyond these weights.");
    }
    line.say(evaluationTable(evaluation));
    line.say("Written: " + (folder / (stem + ".csv")).string() + " and .json");
    line.answer(json);
}

}  // namespace

void addEvaluateCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command =
        addCommand(app, "evaluate", "Compare predictions with labels: Dice, Jaccard, HD95, ASD, ASSD, calibration",
                   {"evaluate la.tandem --run 1 --on test", "evaluate la.tandem --on validation --json"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    addReadOnlyFlag(*command, options->isReadOnly);
    command->add_option("--on", options->on, "labelled, unlabelled, validation, test, all, or names at commas")
        ->capture_default_str();
    command->add_option("--checkpoint", options->checkpoint, kCheckpointHelp);
    for (const auto& one : EvaluationSettings::fields()) {
        command
            ->add_option_function<std::string>(
                "--" + one.key,
                [&one, options](const std::string& text) { one.set(options->settings, SettingValue(text)); },
                one.description)
            ->check(CLI::IsMember(one.choices))
            ->default_str(textOf(one.get(options->settings)));
    }
    command->add_option("--out", options->out, "Folder for the CSV and JSON files; the run's own if absent");
    command->callback([&line, options] { line.action = [&line, options] { runEvaluate(line, *options); }; });
}

}  // namespace tandem::cli
