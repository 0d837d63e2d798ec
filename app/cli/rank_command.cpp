#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/numbers.h"
#include "app/cli/progress_line.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/study/leak_notices.h"
#include "storage/study/prediction_weights.h"
#include "storage/study/provenance.h"
#include "storage/study/ranking.h"
#include "storage/study/reliability_evidence.h"

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
};

ReliabilityEvidence evidenceOf(const CommandLine& line, const Project& project, const RunRecord& run,
                               const Weights& weights) {
    ProgressLine progress("Evidence");
    return measureEvidence(project, run.id, weights, progress.asProgress(), line.stop);
}

void runRank(const CommandLine& line, const RankOptions& options) {
    const Project project = Project::open(options.folder);
    const RunRecord run = chosenRun(project, options.run);
    const Weights weights = chosenWeights(project, run.id, options.checkpoint);
    const std::vector<RankedCase> ranked =
        rankCases(project, run.id, weights, chosenCases(project, run, options.cases));
    const std::string verdict = sentenceOf(evidenceOf(line, project, run, weights).verdict);
    std::vector<std::vector<std::string>> rows{{"case", "reliability", "uncertainty nats", "agreement"}};
    nlohmann::ordered_json report{{"run", run.id}};
    report.update(nlohmann::ordered_json::parse(weightsJson(weights)));
    report["verdict"] = verdict;
    const std::vector<std::string> notices = leakNotices(project, run.splitId);
    report["remarks"] = notices;
    report["cases"] = nlohmann::json::array();
    for (const RankedCase& one : ranked) {
        rows.push_back({one.caseName, fixedText(one.reliability, 4), fixedText(one.meanUncertainty, 4),
                        fixedText(one.agreement, 4)});
        report["cases"].push_back({{"case", one.caseName},
                                   {"reliability", one.reliability},
                                   {"meanUncertainty", one.meanUncertainty},
                                   {"agreement", one.agreement}});
    }
    line.say("Run " + std::to_string(run.id) + ", " + textOf(weights) + ".");
    line.say(tableText(rows));
    line.say(verdict);
    for (const std::string& notice : notices) {
        line.say(notice);
    }
    line.answer(report.dump(2));
}

}  // namespace

void addRankCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<RankOptions>();
    CLI::App* command =
        addCommand(app, "rank", "Order cases by reliability, the least reliable first, with evidence",
                   {"predict la.tandem --run 1 --cases unlabelled --maps all",
                    "predict la.tandem --run 1 --cases validation --maps all", "rank la.tandem --run 1"});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--run", options->run, "The run's number; the newest with a checkpoint if absent");
    command->add_option("--checkpoint", options->checkpoint, kCheckpointHelp);
    command->add_option("--cases", options->cases, "unlabelled, test, all, or names at commas")->capture_default_str();
    command->callback([&line, options] { line.action = [&line, options] { runRank(line, *options); }; });
}

}  // namespace tandem::cli
