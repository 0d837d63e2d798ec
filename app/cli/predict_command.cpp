#include "app/cli/case_choice.h"
#include "app/cli/choice_option.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/settings_options.h"
#include "core/base/number_text.h"
#include "core/engine_module.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/prediction/prediction_study.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/provenance.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace tandem::cli {
namespace {

struct PredictOptions {
    std::string folder;
    std::int64_t run = 0;
    std::string cases = "test";
    std::string checkpoint;
    KeptMaps maps = KeptMaps::Label;
    std::vector<std::string> settings;
};

void tell(const CommandLine& line, const PredictionEstimate& estimate) {
    for (const std::string& notice : estimate.notices) {
        line.say("Note: " + notice);
    }
    line.say("Needs about " + bytesText(estimate.memory.deviceBytes) + " of memory and at most " +
             bytesText(estimate.diskBytes) + " of disk" +
             (estimate.seconds ? "; takes about " + durationText(*estimate.seconds) : std::string()) + ".");
}

/// What it will take is told between preparing and predicting.
std::vector<PredictionRecord> predictWithProgress(const CommandLine& line, const Project& project,
                                                  PredictionRequest request) {
    auto progress = std::make_optional<ProgressLine>("Preparing");
    request.estimated = [&](const PredictionEstimate& estimate) {
        progress.reset();
        tell(line, estimate);
        progress.emplace("Predicting");
    };
    const auto show = [&](double fraction, std::string_view what) { progress->show(fraction, what); };
    return predictCases(project, *openEngine(), request, show, line.stop);
}

void runPredict(const CommandLine& line, const PredictOptions& options) {
    const Project project = Project::open(options.folder);
    const RunRecord run = chosenRun(project, options.run);
    PredictionRequest request;
    request.runId = run.id;
    request.caseIds = chosenCases(project, run, options.cases);
    request.settings.maps = options.maps;
    applySettings(request.settings, options.settings);
    if (!options.checkpoint.empty()) {
        request.checkpoint = choiceNamed<CheckpointKind>(options.checkpoint);
    }
    const std::vector<PredictionRecord> made = predictWithProgress(line, project, request);
    nlohmann::ordered_json report = nlohmann::ordered_json::array();
    for (const PredictionRecord& one : made) {
        auto files = nlohmann::ordered_json::object();
        for (const auto& [name, file] : one.files) {
            files[textOf(name)] = file;
        }
        report.push_back({{"case", project.cases().get(one.caseId).name},
                          {"run", one.runId},
                          {"checkpoint", weightsJson(weightsOf(one))},
                          {"maps", nameOf(one.maps)},
                          {"folder", (project.folder() / one.folder).string()},
                          {"files", std::move(files)}});
    }
    line.say("Predicted " + std::to_string(made.size()) + " cases with run " + std::to_string(run.id) +
             (made.empty() ? "" : ", " + textOf(weightsOf(made.front()))) + ".");
    const auto richer =
        std::ranges::count_if(made, [&](const PredictionRecord& one) { return one.maps != request.settings.maps; });
    if (richer > 0) {
        line.say(std::to_string(richer) + " of them had more maps by these weights and keep as many.");
    }
    line.answer(report);
}

}  // namespace

void addPredictCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<PredictOptions>();
    CLI::App* command = addCommand(app, "predict", "Segment cases with a trained run; the label is that of decoder A",
                                   {"predict la.tandem --run 1 --cases test --maps all",
                                    "predict la.tandem --cases CASE1,CASE2 --set stride=36,36,8"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    command->add_option("--cases", options->cases, "labelled, unlabelled, validation, test, all, or names at commas")
        ->capture_default_str();
    command->add_option("--checkpoint", options->checkpoint, "best or last; best where there is one if absent")
        ->check(CLI::IsMember({"best", "last"}));
    addChoice(*command, "--maps", options->maps,
              "label (of decoder A), probabilities (of A, B and their mean as well) or all");
    command->add_option("--set", options->settings,
                        "KEY=VALUE, may be repeated. The keys:" + settingsHelp<PredictionSettings>());
    command->callback([&line, options] { line.action = [&line, options] { runPredict(line, *options); }; });
}

}  // namespace tandem::cli
