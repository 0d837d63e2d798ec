#include "app/cli/commands.h"
#include "app/cli/gain_table.h"
#include "app/cli/project_access.h"
#include "core/base/json_depth.h"
#include "core/base/number_text.h"
#include "core/study/label_scheme.h"
#include "storage/cases/leak_notices.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_ancestor.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"
#include "storage/training/before_and_after.h"
#include "storage/training/run_settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace tandem::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string sizeText(const Geometry& geometry) {
    return std::to_string(geometry.size[0]) + "x" + std::to_string(geometry.size[1]) + "x" +
           std::to_string(geometry.size[2]);
}

std::string spacingText(const Geometry& geometry) {
    return fixedText(geometry.spacingMm[0], 3) + "x" + fixedText(geometry.spacingMm[1], 3) + "x" +
           fixedText(geometry.spacingMm[2], 3);
}

void sayCases(const CommandLine& line, const std::vector<CaseRecord>& cases, Json& report) {
    std::vector<std::vector<std::string>> rows{{"case", "patient", "state", "size", "spacing mm", "findings"}};
    for (const CaseRecord& record : cases) {
        rows.push_back({record.name, record.patient.empty() ? "-" : record.patient, std::string(nameOf(record.state)),
                        sizeText(record.geometry), spacingText(record.geometry),
                        std::to_string(record.findings.size())});
        Json findings = Json::array();
        for (const Finding& finding : record.findings) {
            findings.push_back(
                {{"severity", nameOf(finding.severity)}, {"sentence", finding.sentence}, {"fix", finding.fix}});
        }
        report["cases"].push_back({{"name", record.name},
                                   {"patient", record.patient},
                                   {"state", nameOf(record.state)},
                                   {"size", record.geometry.size},
                                   {"spacingMm", record.geometry.spacingMm},
                                   {"labelVoxels", record.labelVoxels},
                                   {"unknownVoxels", record.unknownVoxels},
                                   {"findings", findings}});
    }
    line.say(tableText(rows));
}

void saySplits(const CommandLine& line, const std::vector<SplitRecord>& splits, Json& report) {
    std::vector<std::vector<std::string>> rows{{"split", "labelled", "unlabelled", "validation", "test", "locked"}};
    for (const SplitRecord& split : splits) {
        std::vector<std::string> row{split.name};
        Json entry{{"id", split.id}, {"name", split.name}, {"seed", split.seed}, {"locked", split.locked}};
        for (const SplitRole role : kSplitRoles) {
            const auto count = std::ranges::count(split.assignments, role, &SplitAssignment::role);
            row.push_back(std::to_string(count));
            entry[std::string(nameOf(role))] = count;
        }
        row.emplace_back(split.locked ? "yes" : "no");
        rows.push_back(row);
        report["splits"].push_back(entry);
    }
    line.say(tableText(rows));
}

/// A split whose results would flatter must not look like any other.
void sayLeaks(const CommandLine& line, const Project& project, const std::string& folder, Json& report) {
    for (Json& entry : report["splits"]) {
        entry["leaks"] = Json::array();
        const auto id = entry["id"].get<std::int64_t>();
        const auto name = entry["name"].get<std::string>();
        for (const PatientLeak& leak : project.splits().leaks(id)) {
            entry["leaks"].push_back({{"patient", leak.patient},
                                      {"training", leak.namesOn(SplitSide::Training)},
                                      {"validation", leak.namesOn(SplitSide::Validation)},
                                      {"test", leak.namesOn(SplitSide::Test)}});
        }
        const std::vector<std::string> notices = leakNotices(project, id);
        for (const std::string& notice : notices) {
            line.say(notice);
        }
        if (!notices.empty()) {
            line.say("Copy it with each patient on one side with: tandem-cli split " + shellWord(folder) +
                     " --together " + shellWord(name) + "\n");
        }
    }
}

/// The numbers of the runs that a run goes on from, the nearest first.
Json goesOnFrom(const Project& project, std::int64_t runId) {
    Json numbers = Json::array();
    for (const RunAncestor& one : project.runs().ancestors(runId)) {
        numbers.push_back(one.runId);
    }
    return numbers;
}

void sayRuns(const CommandLine& line, const Project& project, Json& report) {
    std::vector<std::vector<std::string>> rows{
        {"run", "name", "method", "status", "iteration", "best Dice (prepared grids)", "message"}};
    const std::vector<RunRecord> runs = project.runs().list();
    for (const RunRecord& run : runs) {
        const auto last = project.checkpoints().find(run.id, CheckpointKind::Last);
        const auto best = project.checkpoints().find(run.id, CheckpointKind::Best);
        const std::optional<double> dice = best ? best->validationDice : std::nullopt;
        const Json settings = Json::parse(shallowJson(run.settingsJson), nullptr, false);
        rows.push_back({std::to_string(run.id), run.name.empty() ? "-" : run.name, run.method,
                        std::string(nameOf(run.status)), last ? std::to_string(last->iteration) : "-",
                        fixedText(dice, 4), run.message});
        report["runs"].push_back({{"id", run.id},
                                  {"name", run.name},
                                  {"method", run.method},
                                  {"status", nameOf(run.status)},
                                  {"iteration", last ? Json(last->iteration) : Json(nullptr)},
                                  {"bestValidationDice", dice ? Json(*dice) : Json(nullptr)},
                                  {"validationGrid", "prepared"},
                                  {"settings", settings.is_discarded() ? Json(nullptr) : settings},
                                  {"settingNotices", noticesOnSettings(run)},
                                  {"goesOnFrom", goesOnFrom(project, run.id)},
                                  {"message", run.message}});
    }
    line.say(tableText(rows));
    for (const RunRecord& run : runs) {
        if (const auto gain = beforeAndAfter(project, run.id)) {
            line.say("Run " + std::to_string(run.id) + " goes on from run " + std::to_string(gain->from.runId) + ".\n" +
                     gainTable(*gain));
        }
        for (const std::string& notice : noticesOnSettings(run)) {
            line.say("Run " + std::to_string(run.id) + ": " + notice);
        }
    }
}

struct InfoOptions {
    std::string folder;
    bool isReadOnly = false;
};

void runInfo(const CommandLine& line, const InfoOptions& options) {
    const std::string& folder = options.folder;
    const Project project = openToRead(line, folder, options.isReadOnly);
    const LabelScheme scheme = project.labels().scheme();
    Json report{{"project", project.folder().string()},
                {"classes", scheme.names()},
                {"cases", Json::array()},
                {"splits", Json::array()},
                {"runs", Json::array()}};
    std::string classes;
    for (const std::string& name : scheme.names()) {
        classes += (classes.empty() ? "" : ", ") + name;
    }
    line.say(project.name() + " (" + project.folder().string() + "), classes: " + classes + "\n");
    sayCases(line, project.cases().list(), report);
    saySplits(line, project.splits().list(), report);
    sayLeaks(line, project, folder, report);
    sayRuns(line, project, report);
    for (const RunRecord& run : project.interruptedRuns()) {
        line.say("Run " + std::to_string(run.id) + " was cut off; continue it with: tandem-cli resume " +
                 shellWord(folder) + " --run " + std::to_string(run.id));
    }
    line.answer(report);
}

}  // namespace

void addInfoCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<InfoOptions>();
    CLI::App* command =
        addCommand(app, "info", "Show a project's cases, splits and runs", {"info la.tandem", "info la.tandem --json"});
    command->add_option("project", options->folder, "The project")->required();
    addReadOnlyFlag(*command, options->isReadOnly);
    command->callback([&line, options] { line.action = [&line, options] { runInfo(line, *options); }; });
}

}  // namespace tandem::cli
