#include "app/cli/case_choice.h"
#include "app/cli/commands.h"
#include "app/cli/demo_picture.h"
#include "app/cli/evaluation_table.h"
#include "app/cli/import_report.h"
#include "app/cli/progress_line.h"
#include "app/cli/training_view.h"
#include "app/cli/trust_table.h"
#include "app/cli/trust_view.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/engine_module.h"
#include "storage/db/project.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/demo/demo_study.h"
#include "storage/export/export_study.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"
#include "storage/prediction/prediction_study.h"
#include "storage/reliability/evaluation.h"
#include "storage/reliability/run_trust.h"
#include "storage/training/training_study.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace tandem::cli {
namespace {

struct DemoOptions {
    std::string out = "demo";
    DemoPlan plan;
};

void fillProject(const CommandLine& line, const Project& project, const std::filesystem::path& cohort,
                 const DemoPlan& plan) {
    {
        ProgressLine progress("Generating");
        writeDemoCohort(cohort, plan, progress.asProgress(), line.stop);
    }
    importWithProgress(line, project, {cohort}, {});
    addDemoSplit(project, plan);
}

/// Trains with one method, predicts the test cases and compares.
Evaluation study(const CommandLine& line, Project& project, Engine& engine, Method method, const DemoPlan& plan) {
    const std::string name(nameOf(method));
    TrainingRequest request{.training = demoTraining(method, plan),
                            .preparation = demoPreparation(),
                            .splitId = project.splits().newest().value().id,
                            .name = name};
    const RunRecord run = queueTraining(project, engine, request);
    line.say("\nRun " + std::to_string(run.id) + ": " + name + ", " + std::to_string(plan.iterations) + " iterations");
    static_cast<void>(trainWithProgress(line, project, engine, run.id));
    const std::vector<std::int64_t> test = chosenCases(project, run, "test");
    const Weights weights = chosenWeights(project, run.id, {});
    static_cast<void>(learnWithProgress(line, project, [&engine]() -> const Engine& { return engine; },
                                        {.runId = run.id, .weights = weights}));
    PredictionRequest prediction{.runId = run.id, .caseIds = test};
    prediction.settings.maps = KeptMaps::All;
    {
        ProgressLine progress("Predicting");
        static_cast<void>(predictCases(project, engine, prediction, progress.asProgress(), line.stop));
    }
    ProgressLine progress("Evaluating");
    const EvaluationRequest evaluation{.runId = run.id, .weights = weights, .on = "test", .caseIds = test};
    return evaluateRun(project, evaluation, progress.asProgress(), line.stop);
}

std::vector<std::int64_t> casesOf(const Evaluation& evaluation) {
    std::vector<std::int64_t> cases;
    for (const CaseEvaluation& one : evaluation.cases) {
        cases.push_back(one.caseId);
    }
    return cases;
}

/// What finds wrong voxels on the test cases, by the trust that the validation cases taught.
std::string trustRows(const CommandLine& line, const Project& project, const Evaluation& evaluation) {
    constexpr std::size_t kRows = 5;
    const TrustEvidence evidence = judgeTrust(
        project, evaluation.runId, evaluation.cases.front().weights, Decoder::A, casesOf(evaluation),
        [](double, std::string_view) {}, line.stop);
    std::string text = detectorTable(evidence, kRows);
    for (const std::string& sentence : sentencesOf(evidence)) {
        text += sentence + "\n";
    }
    return text;
}

std::optional<double> difference(const std::optional<double>& after, const std::optional<double>& before) {
    return after && before ? std::optional(*after - *before) : std::nullopt;
}

std::string signedText(const std::optional<double>& value, int digits) {
    return (value && *value >= 0 ? "+" : "") + fixedText(value, digits);
}

std::string comparison(const Evaluation& supervised, const Evaluation& mutual) {
    std::vector<std::vector<std::string>> rows{{"test case", "Dice supervised", "Dice mutual", "difference",
                                                "HD95 supervised mm", "HD95 mutual mm", "difference"}};
    for (std::size_t index = 0; index < supervised.cases.size(); ++index) {
        const ClassMetrics& s = supervised.cases[index].classes.front();
        const ClassMetrics& m = mutual.cases[index].classes.front();
        rows.push_back({supervised.cases[index].caseName, fixedText(s.overlap.dice, 4), fixedText(m.overlap.dice, 4),
                        signedText(m.overlap.dice - s.overlap.dice, 4), fixedText(s.surface.hd95Mm, 2),
                        fixedText(m.surface.hd95Mm, 2), signedText(difference(m.surface.hd95Mm, s.surface.hd95Mm), 2)});
    }
    const MeanMetrics& s = supervised.means.front();
    const MeanMetrics& m = mutual.means.front();
    const std::size_t all = supervised.cases.size();
    rows.push_back({"mean", meanText(s.dice, 4, s.cases, all), meanText(m.dice, 4, m.cases, all),
                    signedText(difference(m.dice, s.dice), 4), meanText(s.hd95Mm, 2, s.casesWithDistance, all),
                    meanText(m.hd95Mm, 2, m.casesWithDistance, all), signedText(difference(m.hd95Mm, s.hd95Mm), 2)});
    std::string text = tableText(rows);
    for (const Evaluation* one : {&supervised, &mutual}) {
        for (const std::string& remark : remarksOn(*one)) {
            text += "Run " + std::to_string(one->runId) + ": " + remark + "\n";
        }
    }
    return text + "Labels of decoder A by each run's " +
           (commonWeights(mutual)->kind == CheckpointKind::Best ? "best" : "last") +
           " checkpoint, on the grids of the images.\n";
}

void runDemo(const CommandLine& line, const DemoOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    const std::filesystem::path out = std::filesystem::absolute(options.out).lexically_normal();
    const auto engine = openEngine();
    Project project = createDemoProject(out / "demo.tandem");
    fillProject(line, project, out / "cohort", options.plan);
    const Evaluation supervised = study(line, project, *engine, Method::Supervised, options.plan);
    const Evaluation mutual = study(line, project, *engine, Method::MutualReliable, options.plan);
    {
        ProgressLine progress("Exporting");
        const ExportRequest request{.runId = mutual.runId, .caseIds = casesOf(mutual), .folder = out / "export"};
        static_cast<void>(exportPredictions(project, request, progress.asProgress(), line.stop));
    }
    drawDemoPicture(project, mutual, 3, out / "demo.png");
    writeAtomically(out / "supervised.csv", evaluationCsv(supervised));
    writeAtomically(out / "mutual-reliable.csv", evaluationCsv(mutual));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    line.say("\n" + comparison(supervised, mutual));
    line.say("On the test cases, run " + std::to_string(mutual.runId) + ":\n" + trustRows(line, project, mutual));
    line.say("Project   " + project.folder().string());
    line.say("Picture   " + (out / "demo.png").string());
    line.say("Exports   " + (out / "export").string());
    line.say("Metrics   " + (out / "supervised.csv").string() + ", " + (out / "mutual-reliable.csv").string());
    line.say("Took      " + durationText(seconds));
    line.answer(nlohmann::ordered_json{{"project", project.folder().string()},
                                       {"picture", (out / "demo.png").string()},
                                       {"supervised", evaluationJson(supervised)},
                                       {"mutualReliable", evaluationJson(mutual)},
                                       {"durationSeconds", seconds}});
}

}  // namespace

void addDemoCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<DemoOptions>();
    CLI::App* command = addCommand(app, "demo", "Run a whole study on generated volumes and compare two methods",
                                   {"demo", "demo --out /tmp/tandem-demo"});
    command->add_option("--out", options->out, "The folder to fill")->capture_default_str();
    command->add_option("--iterations", options->plan.iterations, "Training steps of each method")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->callback([&line, options] { line.action = [&line, options] { runDemo(line, *options); }; });
}

}  // namespace tandem::cli
