#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "core/study/split_gaps.h"
#include "core/study/split_plan.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace tandem::cli {
namespace {

struct SplitOptions {
    std::string folder;
    std::string name;
    SplitCounts counts;
    std::int64_t unlabelled = -1;
    std::uint64_t seed = 1;
    std::map<SplitRole, std::string> lists;
    std::string together;  ///< a split to copy
};

std::vector<SplitAssignment> plan(const SplitOptions& options, const std::vector<SplitCandidate>& candidates) {
    std::map<SplitRole, std::vector<std::string>> names;
    for (const auto& [role, file] : options.lists) {
        if (!file.empty()) {
            names[role] = readNameList(file);
        }
    }
    if (!names.empty()) {
        return splitFromNames(candidates, names);
    }
    SplitCounts counts = options.counts;
    counts.unlabelled = options.unlabelled < 0 ? std::nullopt : std::optional(options.unlabelled);
    return planSplit(candidates, counts, options.seed);
}

SplitRecord made(const SplitOptions& options, const Project& project) {
    const SplitRepository splits = project.splits();
    SplitRecord record;
    record.name = options.name.empty() ? "split " + std::to_string(splits.list().size() + 1) : options.name;
    record.seed = options.seed;
    record.assignments = plan(options, splitCandidates(project));
    return splits.add(record);
}

SplitRecord copied(const SplitOptions& options, const Project& project) {
    const SplitRepository splits = project.splits();
    const auto source = splits.find(options.together);
    if (!source) {
        throw Error(ErrorCode::NotFound, "There is no split named \"" + options.together + "\".");
    }
    return splits.copyWithPatientsTogether(
        source->id, options.name.empty() ? splits.freeName(source->name + " copy") : options.name);
}

void runSplit(const CommandLine& line, const SplitOptions& options) {
    const Project project = Project::open(options.folder);
    const SplitRecord record = options.together.empty() ? made(options, project) : copied(options, project);
    nlohmann::ordered_json report{{"split", record.id}, {"name", record.name}};
    std::string sentence = "Made " + record.name + ":";
    for (const SplitRole role : kSplitRoles) {
        const auto count = std::ranges::count(record.assignments, role, &SplitAssignment::role);
        report[std::string(nameOf(role))] = count;
        sentence +=
            " " + std::to_string(count) + " " + std::string(nameOf(role)) + (role == kSplitRoles.back() ? "." : ",");
    }
    line.say(sentence);
    const std::vector<std::string> classNames = project.labels().scheme().names();
    const std::vector<std::string> warnings = sentencesOn(
        findSplitGaps(caseContents(project.cases().list(), record.assignments), classNames.size()), classNames);
    for (const std::string& warning : warnings) {
        line.say("Warning: " + warning);
    }
    report["warnings"] = warnings;
    line.answer(report);
}

}  // namespace

void addSplitCommand(CLI::App& app, CommandLine& line) {
    auto options = std::make_shared<SplitOptions>();
    CLI::App* command = addCommand(
        app, "split", "Give the cases their roles; patients stay together, test cases never choose a checkpoint",
        {"split la.tandem --labelled 8 --unlabelled 72 --validation 5 --test 15 --seed 1",
         "split la.tandem --labelled-list train.txt --test-list test.txt --unlabelled-list rest.txt",
         "split la.tandem --together \"split 1\""});
    command->add_option("project", options->folder, "The project")->required();
    command->add_option("--labelled", options->counts.labelled, "Cases trained on with their label");
    command->add_option("--unlabelled", options->unlabelled, "Cases trained on without; all that are left if absent");
    command->add_option("--validation", options->counts.validation, "Cases that choose the checkpoint");
    command->add_option("--test", options->counts.test, "Cases that are only evaluated");
    command->add_option("--seed", options->seed, "Start of the random generator")->capture_default_str();
    command->add_option("--name", options->name, "The split's name");
    for (const SplitRole role : kSplitRoles) {
        command->add_option("--" + std::string(nameOf(role)) + "-list", options->lists[role],
                            "File with one case name per line");
    }
    CLI::Option* together = command->add_option(
        "--together", options->together,
        "Copy this split, each patient's cases on one side, as a patient may be named after a split");
    for (const char* name : {"--labelled", "--unlabelled", "--validation", "--test", "--seed"}) {
        together->excludes(command->get_option(name));
    }
    for (const SplitRole role : kSplitRoles) {
        together->excludes(command->get_option("--" + std::string(nameOf(role)) + "-list"));
    }
    command->callback([&line, options] { line.action = [&line, options] { runSplit(line, *options); }; });
}

}  // namespace tandem::cli
