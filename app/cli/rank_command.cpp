#include "app/cli/case_choice.h"
#include "app/cli/choice_option.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/project_access.h"
#include "app/cli/region_ranking.h"
#include "app/cli/trust_table.h"
#include "core/base/number_text.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/prediction/prediction_weights.h"
#include "storage/prediction/provenance.h"
#include "storage/reliability/ranking_trust.h"
#include "storage/reliability/run_trust.h"
#include "storage/reliability/trust_provenance.h"
#include "storage/reliability/trust_scores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace tandem::cli {
namespace {

struct RankOptions {
    std::string folder;
    std::int64_t run = 0;
    std::string cases = "unlabelled";
    std::string checkpoint;
    bool isReadOnly = false;
    bool isOfRegions = false;
    RegionRanking regions;
};

/// What is said of the order: on the evidence that there is, and how to get more.
std::string verdictText(const RunTrust& trust, const std::string& folder, std::int64_t run) {
    std::string text = trust.fitted.model.isCalibrated ? ""
                                                       : "Trust is uncalibrated: the predicted Dice is the one that "
                                                         "the mean probability expects of itself. ";
    text += trust.isMeasured() ? sentenceOf(verdictOn(trust.fitted.evidence))
                               : "Whether this order can be trusted is not known: trust was not measured on validation "
                                 "cases.";
    if (!trust.isOutdated && trust.toPredict.empty()) {
        return text;
    }
    text += !trust.toPredict.empty()   ? " All validation cases tell more: "
            : trust.isOfOlderProgram() ? " That was measured by an older program; measure it again: "
            : trust.isMeasured()       ? " Predictions or labels have changed since; measure it again: "
                                       : " Measure it: ";
    return text + "tandem-cli trust " + shellWord(folder) + " --run " + std::to_string(run);
}

void runRank(const CommandLine& line, const RankOptions& options) {
    const Project project = openToRead(line, options.folder, options.isReadOnly);
    const RunRecord run = chosenRun(project, options.run);
    const Weights weights = chosenWeights(project, run.id, options.checkpoint);
    if (options.isOfRegions) {
        rankRegions(line, project, run.id, weights, options.regions);
        return;
    }
    const std::vector<std::int64_t> cases = chosenCases(project, run, options.cases);
    std::vector<RankedCase> ranked;
    {
        ProgressLine progress("Scoring");
        ranked = rankCases(project, run.id, weights, cases, progress.asProgress(), line.stop);
    }
    const RunTrust trust = recordedTrust(project, run.id, weights.hash);
    const std::string verdict = verdictText(trust, options.folder, run.id);
    std::vector<std::vector<std::string>> rows{{"case", "predicted Dice", "uncertain part", "agreement"}};
    nlohmann::ordered_json report{{"run", run.id}};
    report.update(weightsJson(weights));
    report["calibrated"] = trust.fitted.model.isCalibrated;
    report["verdict"] = verdict;
    std::vector<std::string> notices = leakNotices(project, run.splitId);
    std::ranges::move(fittedOnNotice(project, trust, cases), std::back_inserter(notices));
    report["remarks"] = notices;
    report["cases"] = nlohmann::json::array();
    for (const RankedCase& one : ranked) {
        rows.push_back({one.caseName, predictedDiceText(one.score.dice), fixedText(one.score.meanUncertainty, 4),
                        fixedText(one.score.agreement, 4)});
        report["cases"].push_back({{"case", one.caseName},
                                   {"predictedDice", predictedDiceJson(one.score.dice)},
                                   {"uncertainPart", one.score.meanUncertainty},
                                   {"agreement", one.score.agreement}});
    }
    line.say("Run " + std::to_string(run.id) + ", " + textOf(weights) + ".");
    line.say(tableText(rows));
    line.say(verdict);
    for (const std::string& notice : notices) {
        line.say(notice);
    }
    line.answer(report);
}

}  // namespace

void addRankCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<RankOptions>();
    CLI::App* command =
        addCommand(app, "rank", "Order cases by predicted Dice, the least first, or their regions, with evidence",
                   {"predict la.tandem --run 1 --cases unlabelled --maps all", "trust la.tandem --run 1",
                    "rank la.tandem --run 1", "rank la.tandem --run 1 --regions --strategy class-balanced --seed 3"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    CLI::Option* const checkpoint = command->add_option("--checkpoint", options->checkpoint, kCheckpointHelp);
    addReadOnlyFlag(*command, options->isReadOnly);
    CLI::Option* const cases =
        command->add_option("--cases", options->cases, "unlabelled, test, all, or names at commas")
            ->capture_default_str();
    CLI::Option* const regions =
        command
            ->add_flag("--regions", options->isOfRegions,
                       "Order the regions of all cases to review, boxes of about 20 mm, instead of the cases")
            ->excludes(checkpoint)
            ->excludes(cases);
    addChoice(*command, "--strategy", options->regions.strategy, "Which regions come first")->needs(regions);
    command->add_option("--seed", options->regions.seed, "Of strategies that draw at random")
        ->needs(regions)
        ->capture_default_str();
    command->add_option("--first", options->regions.first, "So many regions are listed")
        ->needs(regions)
        ->capture_default_str();
    command->callback([&line, options] { line.action = [&line, options] { runRank(line, *options); }; });
}

}  // namespace tandem::cli
