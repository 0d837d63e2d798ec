#include "app/cli/commands.h"
#include "app/cli/gain_table.h"
#include "app/cli/progress_line.h"
#include "app/cli/settings_options.h"
#include "app/cli/training_engine.h"
#include "app/cli/training_view.h"
#include "core/base/error.h"
#include "core/settings/preset.h"
#include "storage/cases/leak_notices.h"
#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/reliability/run_trust.h"
#include "storage/training/run_extension.h"
#include "storage/training/training_proposal.h"
#include "storage/training/training_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <utility>

namespace tandem::cli {
namespace {

struct TrainOptions {
    std::string folder;
    std::string preset = "from-data";
    std::vector<std::string> settings;
    std::vector<std::string> preparation;
    std::string split;
    std::string name;
    std::string weights;
    std::string pin;
    bool isProposed = false;
    bool acceptsLeak = false;
    bool inWorker = false;
};

std::int64_t splitNamed(const Project& project, const std::string& name) {
    const auto found = name.empty() ? project.splits().newest() : project.splits().find(name);
    if (!found) {
        throw Error(ErrorCode::NotFound, name.empty() ? "The project has no split yet; make one with the command split."
                                                      : "There is no split named \"" + name + "\".");
    }
    return found->id;
}

std::int64_t caseNamed(const Project& project, const std::string& name) {
    const auto found = project.cases().find(name);
    if (!found) {
        throw Error(ErrorCode::NotFound, "There is no case named \"" + name + "\"; the command info lists the cases.");
    }
    return found->id;
}

void refuseLeak(const Project& project, const TrainOptions& options, std::int64_t splitId) {
    const std::vector<std::string> notices = leakNotices(project, splitId);
    if (!notices.empty() && !options.acceptsLeak) {
        throw Error(ErrorCode::Conflict,
                    notices.front() + " Make a copy that keeps each patient on one side with: tandem-cli split " +
                        shellWord(options.folder) + " --together " + shellWord(project.splits().get(splitId).name) +
                        ", or train all the same with --accept-leak.");
    }
}

/// Where the other notices of a training are told; also to whoever reads JSON.
void tellBox(const Project& project, const TrainingRequest& request) {
    std::vector<CaseRecord> cases;
    for (const SplitAssignment& one : project.splits().get(request.splitId).assignments) {
        if (one.role != SplitRole::TrainingUnlabelled || request.training.usesUnlabelled()) {
            cases.push_back(project.cases().get(one.caseId));
        }
    }
    if (const std::string notice = boxNotice(project, cases, request.preparation); !notice.empty()) {
        ProgressLine("Preparing").note(notice);
    }
}

/// Takes over what the cases propose for the device that is asked for; what was set by hand counts all the same.
void takeProposal(const CommandLine& line, const Project& project, const Engine& engine, const TrainOptions& options,
                  TrainingRequest& request) {
    const Preset& preset = presetNamed(options.preset);
    TrainingSettings start = preset.training;
    start.device = request.training.device;
    Proposal proposal;
    {
        ProgressLine progress("Looking at cases");
        proposal = proposeTraining(project, engine, preset.preparation, start, progress.asProgress(), line.stop);
    }
    request.training = proposal.training;
    request.preparation = proposal.preparation;
    request.proposal = std::move(proposal.values);
    applySettings(request.training, options.settings);
    applySettings(request.preparation, options.preparation);
}

void runTrain(const CommandLine& line, const TrainOptions& options) {
    const Preset& preset = presetNamed(options.preset);
    if (options.isProposed && preset.name != kDataPreset) {
        throw UsageError("--propose is for the preset " + std::string(kDataPreset) + "; the preset " + preset.name +
                         " says how its data are prepared and trained.");
    }
    TrainingRequest request{.training = preset.training, .preparation = preset.preparation, .name = options.name};
    applySettings(request.training, options.settings);
    applySettings(request.preparation, options.preparation);
    if (!options.weights.empty()) {
        request.initialWeights = options.weights;
    }
    Project project = Project::open(options.folder);
    request.splitId = splitNamed(project, options.split);
    refuseLeak(project, options, request.splitId);
    request.acceptsLeak = options.acceptsLeak;
    if (!options.pin.empty()) {
        request.pinnedCase = caseNamed(project, options.pin);
    }
    const auto engine = trainingEngine(options.inWorker);
    if (options.isProposed) {
        takeProposal(line, project, *engine, options, request);
    }
    tellBox(project, request);
    const RunRecord run = [&] {
        ProgressLine looking("Looking whose the weights are");
        return queueTraining(project, *engine, request, looking.asProgress(), line.stop);
    }();
    line.say("Run " + std::to_string(run.id) + ": " + run.method + ", " + std::to_string(request.training.iterations) +
             " iterations.");
    if (const auto chain = project.runs().ancestors(run.id); !chain.empty()) {
        line.say("The weights are those of the " + std::string(nameOf(chain.front().checkpointKind)) +
                 " checkpoint of run " + std::to_string(chain.front().runId) + ", iteration " +
                 std::to_string(chain.front().checkpointIteration) + ", which the run goes on from.");
    }
    line.answer(trainingJson(run.id, trainWithProgress(line, project, *engine, run.id)));
    if (recordedTrust(project, run.id, {}).validationCases > 0) {
        line.say("What to trust of its labels: tandem-cli trust " + shellWord(options.folder) + " --run " +
                 std::to_string(run.id));
    }
}

struct ResumeOptions {
    std::string folder;
    std::int64_t run = 0;
    std::int64_t iterations = 0;
    bool keepsRate = false;
    bool inWorker = false;
};

void runResume(const CommandLine& line, const ResumeOptions& options) {
    Project project = Project::open(options.folder);
    if (options.keepsRate && options.iterations == 0) {
        throw UsageError("--keep-rate is for a run that --iterations extends; give both.");
    }
    if (options.iterations > 0) {
        const std::string told =
            extendTraining(project, options.run, {.iterations = options.iterations, .keepsRate = options.keepsRate});
        if (!told.empty()) {
            // Where the other notices of a training are told; also to whoever reads JSON.
            ProgressLine("Extending")
                .note(told + (options.keepsRate
                                  ? ""
                                  : " With --keep-rate it ends the schedule that it had and stays at its last rate."));
        }
    }
    const auto engine = trainingEngine(options.inWorker);
    nlohmann::ordered_json report = trainingJson(options.run, trainWithProgress(line, project, *engine, options.run));
    if (nlohmann::ordered_json gain = gainJson(project, options.run); !gain.is_null()) {
        report["gain"] = std::move(gain);
    }
    line.answer(report);
}

}  // namespace

void addTrainCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<TrainOptions>();
    CLI::App* command = addCommand(
        app, "train", "Train a run on the newest split, or the one named",
        {"train la.tandem --preset left-atrium",
         "train la.tandem --preset left-atrium --set method=supervised --set iterations=6000 --set device=cuda:1",
         "train ct.tandem --preset pancreas-ct --prepare spacing=1.5,1.5,2 --name coarse",
         "train ct.tandem --preset pancreas-ct --prepare crop=prediction --prepare crop-run=1",
         "train la.tandem --preset left-atrium --pin case_07", "train liver.tandem --propose --set iterations=2000"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--preset", options->preset, "Kind of dataset")->capture_default_str();
    command->add_option("--split", options->split, "Name of the split; the newest if absent");
    command->add_option("--name", options->name, "A name for the run");
    command
        ->add_option("--weights", options->weights,
                     "Weights to start from, a safetensors file; of a network with other channels or classes, "
                     "what fits")
        ->check(CLI::ExistingFile);
    command->add_option("--pin", options->pin,
                        "A case of the split to watch: its maps are kept at each validation, for the window");
    command->add_flag(
        "--accept-leak", options->acceptsLeak,
        "Train although the split has a patient's cases on both sides of a line, or trains on what judged the "
        "run whose weights are given");
    command->add_flag(
        "--propose", options->isProposed,
        "Take the settings that the cases propose, as the command propose tells them; --set and --prepare "
        "count before them");
    command->add_flag("--worker", options->inWorker, kWorkerHelp);
    command->add_option(
        "--prepare", options->preparation,
        "KEY=VALUE of the preparation, may be repeated. The keys:" + settingsHelp<PreparationSettings>());
    command->add_option("--set", options->settings,
                        "KEY=VALUE of the training, may be repeated. The keys:" + settingsHelp<TrainingSettings>());
    command->callback([&line, options] { line.action = [&line, options] { runTrain(line, *options); }; });
}

void addResumeCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<ResumeOptions>();
    CLI::App* command = addCommand(app, "resume", "Continue a run that was stopped or cut off, or extend it",
                                   {"resume la.tandem --run 1", "resume la.tandem --run 1 --iterations 20000",
                                    "resume la.tandem --run 1 --iterations 20000 --keep-rate"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number")->required();
    command->add_option("--iterations", options->iterations, "Train on to this many iterations in all");
    command->add_flag("--keep-rate", options->keepsRate,
                      "With --iterations: a polynomial schedule ends where it was to end and its last learning rate "
                      "stays, instead of rising to that of a longer schedule");
    command->add_flag("--worker", options->inWorker, kWorkerHelp);
    command->callback([&line, options] { line.action = [&line, options] { runResume(line, *options); }; });
}

}  // namespace tandem::cli
