#include "app/cli/case_choice.h"
#include "app/cli/choice_option.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/trust_table.h"
#include "app/cli/trust_view.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine_module.h"
#include "core/reliability/trust_json.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/provenance.h"
#include "storage/reliability/ranking_trust.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_provenance.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct TrustOptions {
    std::string folder;
    std::int64_t run = 0;
    std::string on = "validation";
    std::string checkpoint;
    Decoder label = Decoder::A;
};

/// On record and up to date; what is missing for it is predicted.
RunTrust trustOf(const CommandLine& line, const Project& project, const TrustOptions& options, std::int64_t runId,
                 const Weights& weights) {
    std::unique_ptr<Engine> engine;
    const auto opened = [&engine]() -> const Engine& {
        engine = openEngine();
        return *engine;
    };
    RunTrust trust =
        learnWithProgress(line, project, opened, {.runId = runId, .weights = weights, .label = options.label});
    if (trust.validationCases == 0) {
        line.say("The run's split has no validation cases, so trust stays uncalibrated.");
    }
    return trust;
}

TrustEvidence evidenceOn(const CommandLine& line, const Project& project, const TrustOptions& options,
                         const RunRecord& run, const Weights& weights, const RunTrust& trust) {
    if (options.on == "validation") {
        return trust.fitted.evidence;
    }
    const JudgingCases judging = casesThatJudge(project, run.id, trust, chosenCases(project, run, options.on));
    if (judging.caseIds.empty()) {
        std::string sentence = "No case is left to judge trust by.";
        for (const std::string& why : judging.leftOut) {
            sentence += " " + why;
        }
        throw Error(ErrorCode::InvalidInput, sentence + " Choose others, or --on validation.");
    }
    for (const std::string& sentence : judging.leftOut) {
        line.say(sentence);
    }
    ProgressLine progress("Judging");
    return judgeTrust(project, run.id, weights, options.label, judging.caseIds, progress.asProgress(), line.stop);
}

std::string reasonText(const Uncalibrated& why) {
    switch (why.reason) {
        case Uncalibrated::Reason::NoValidationCases:
        case Uncalibrated::Reason::TooFewInSplit:
        case Uncalibrated::Reason::TooFewPredicted:
            return std::to_string(why.predictedCases) + " validation cases are too few, " +
                   std::to_string(kLeastTrustCases) + " are needed";
        case Uncalibrated::Reason::NotMeasured:
            return "it is not measured on the validation cases yet";
        case Uncalibrated::Reason::NotBetter:
            return "on the validation cases no sum of the maps finds errors as well as the best of them";
    }
    return {};
}

std::string headline(const TrustOptions& options, const RunRecord& run, const Weights& weights, const RunTrust& trust) {
    std::string text = "Run " + std::to_string(run.id) + ", " + textOf(weights) + ": the label of " +
                       labelSourceText(options.label) + ".\n";
    if (trust.fitted.model.isCalibrated) {
        return text + "Trust is calibrated on " + std::to_string(trust.cases.size()) + " validation cases" +
               (options.on == "validation" ? ", each judged by the others." : "; the cases below only judge it.");
    }
    return text + "Trust is uncalibrated: " + reasonText(whyUncalibrated(trust).value()) + ".";
}

void runTrust(const CommandLine& line, const TrustOptions& options) {
    const Project project = Project::open(options.folder);
    const RunRecord run = chosenRun(project, options.run);
    const Weights weights = chosenWeights(project, run.id, options.checkpoint);
    const RunTrust trust = trustOf(line, project, options, run.id, weights);
    const TrustEvidence evidence = evidenceOn(line, project, options, run, weights, trust);
    line.say(headline(options, run, weights, trust));
    for (const std::string& sentence : sentencesOf(evidence)) {
        line.say(sentence);
    }
    const std::vector<std::string> notices = leakNotices(project, run.splitId);
    for (const std::string& notice : notices) {
        line.say(notice);
    }
    if (!evidence.cases.empty()) {
        line.say("\n" + detectorTable(evidence));
        line.say(caseTrustTable(evidence));
        line.say(teachingTable(evidence) + abstentionText(evidence));
        line.say(sentenceOf(verdictOn(evidence)));
    }
    nlohmann::ordered_json report{{"run", run.id}, {"label", options.label}, {"on", options.on}};
    report.update(weightsJson(weights));
    report["remarks"] = notices;
    report["trust"] = trustProvenanceJson(trust);
    report["evidence"] = evidenceJson(evidence);
    line.answer(report);
}

}  // namespace

void addTrustCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<TrustOptions>();
    CLI::App* command = addCommand(
        app, "trust",
        "Learn from validation cases how far each voxel's label can be trusted, and show what finds wrong voxels",
        {"trust la.tandem --run 1", "trust la.tandem --run 1 --on test --json"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    command
        ->add_option(
            "--on", options->on,
            "validation: fit, and judge each case by the others; or test, unlabelled, or names at commas: only "
            "judge there, by cases with labels that are predicted with all maps")
        ->capture_default_str();
    command->add_option("--checkpoint", options->checkpoint, kCheckpointHelp);
    addChoice(*command, "--label", options->label,
              "Whose label is trusted: of decoder A (a), of B (b), or of the mean");
    command->callback([&line, options] { line.action = [&line, options] { runTrust(line, *options); }; });
}

}  // namespace tandem::cli
