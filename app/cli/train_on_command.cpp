#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/gain_table.h"
#include "app/cli/settings_options.h"
#include "app/cli/training_engine.h"
#include "app/cli/training_view.h"
#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/project.h"
#include "storage/training/train_on.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace tandem::cli {
namespace {

struct TrainOnOptions {
    std::string folder;
    std::int64_t run = 0;
    std::vector<std::string> cases;
    bool addsUnlabelled = false;
    std::int64_t iterations = 0;
    std::string checkpoint{nameOf(CheckpointKind::Last)};
    std::vector<std::string> settings;
    std::string name;
    bool acceptsLeak = false;
    bool inWorker = false;
};

/// Those that were named, else all that were accepted or corrected since.
std::vector<std::int64_t> chosenIds(const Project& project, const TrainOnOptions& options,
                                    const std::vector<ComingCase>& offered) {
    std::vector<std::int64_t> ids;
    for (const CaseRecord& record : casesNamed(project, options.cases)) {
        ids.push_back(record.id);
    }
    if (options.cases.empty()) {
        for (const ComingCase& one : offered) {
            if (one.isNew) {
                ids.push_back(one.caseId);
            }
        }
    }
    return ids;
}

void refuseLeak(const std::vector<ComingCase>& offered, const std::vector<std::int64_t>& ids) {
    for (const ComingCase& one : offered) {
        if (!one.leak.empty() && std::ranges::find(ids, one.caseId) != ids.end()) {
            throw Error(ErrorCode::Conflict,
                        one.leak +
                            " What is learnt from can judge no more: name the cases that come in with --case and leave "
                            "this one out, or take it out of validation and test with --accept-leak.");
        }
    }
}

void runTrainOn(const CommandLine& line, const TrainOnOptions& options) {
    Project project = Project::open(options.folder);
    TrainingSettings training = fineTuning(project, options.run);
    if (options.iterations > 0) {
        training.iterations = options.iterations;
    }
    applySettings(training, options.settings);
    const std::vector<ComingCase> offered = casesToTrainOn(project, options.run);
    const std::vector<std::int64_t> ids = chosenIds(project, options, offered);
    if (!options.acceptsLeak) {
        refuseLeak(offered, ids);
    }
    const auto engine = trainingEngine(options.inWorker);
    const QueuedTrainOn queued =
        queueTrainOn(project, *engine,
                     {.runId = options.run,
                      .caseIds = ids,
                      .addsUnlabelled = options.addsUnlabelled,
                      .checkpoint = choiceNamed<CheckpointKind>(options.checkpoint).value_or(CheckpointKind::Last),
                      .training = training,
                      .name = options.name,
                      .acceptsLeak = options.acceptsLeak});
    line.say("Run " + std::to_string(queued.run.id) + " goes on from the " + options.checkpoint +
             " checkpoint of run " + std::to_string(options.run) + ": " + queued.run.method + ", " +
             std::to_string(training.iterations) + " iterations. " + queued.sentence);
    nlohmann::ordered_json report =
        trainingJson(queued.run.id, trainWithProgress(line, project, *engine, queued.run.id));
    report["gain"] = gainJson(project, queued.run.id);
    line.answer(report);
}

}  // namespace

void addTrainOnCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<TrainOnOptions>();
    CLI::App* command = addCommand(
        app, "train-on",
        "Go on from a run with the labels that were accepted or corrected since, and compare before and after",
        {"train-on la.tandem --run 1", "train-on la.tandem --run 1 --iterations 2000 --set learning-rate=0.002",
         "train-on la.tandem --run 2 --case case_07 --case case_11 --add-unlabelled"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The number of the run to go on from")->required();
    command->add_option("--case", options->cases,
                        "A case that comes in with its label, may be repeated; all that were accepted or corrected "
                        "since the run's split was made if absent");
    command->add_flag("--add-unlabelled", options->addsUnlabelled,
                      "Learn, too, from the cases without a label that the run's split has not");
    command->add_option("--iterations", options->iterations, "Iterations; a third of the run's if absent")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--checkpoint", options->checkpoint,
                     "The weights to begin with: last or best; the best ones were chosen on the validation cases on "
                     "which before and after are compared")
        ->check(CLI::IsMember(
            std::vector<std::string>(kChoiceTexts<CheckpointKind>.begin(), kChoiceTexts<CheckpointKind>.end())))
        ->capture_default_str();
    command->add_option("--name", options->name, "A name for the new run");
    command->add_option("--set", options->settings,
                        "KEY=VALUE of the training, may be repeated; the run's own if absent, but for a third of the "
                        "iterations, a tenth of the learning-rate and ramp-iterations 0. The keys are those of train");
    command->add_flag("--accept-leak", options->acceptsLeak,
                      "Let in cases that validated or tested a run of the chain; they and the cases of their patients "
                      "judge no more");
    command->add_flag("--worker", options->inWorker, kWorkerHelp);
    command->callback([&line, options] { line.action = [&line, options] { runTrainOn(line, *options); }; });
}

}  // namespace tandem::cli
