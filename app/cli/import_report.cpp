#include "app/cli/import_report.h"

#include "app/cli/progress_line.h"
#include "core/base/error.h"
#include "core/base/list_text.h"
#include "core/study/label_scheme.h"
#include "storage/correction/correction_classes.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"

#include <nlohmann/json.hpp>

namespace tandem::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr ImportOutcome kOutcomes[] = {ImportOutcome::Imported, ImportOutcome::LabelAdded, ImportOutcome::AlreadyThere,
                                       ImportOutcome::Refused};

Json jsonOf(const std::vector<Finding>& findings) {
    Json list = Json::array();
    for (const Finding& one : findings) {
        list.push_back({{"severity", nameOf(one.severity)}, {"sentence", one.sentence}, {"fix", one.fix}});
    }
    return list;
}

void say(const CommandLine& line, const std::vector<Finding>& findings) {
    for (const Finding& one : findings) {
        line.say(std::string(nameOf(one.severity)) + ": " + one.sentence + (one.fix.empty() ? "" : " " + one.fix));
    }
}

std::string countsOf(const ImportSummary& summary) {
    std::string text;
    for (const ImportOutcome outcome : kOutcomes) {
        if (const std::int64_t count = summary.count(outcome); count > 0) {
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(nameOf(outcome));
        }
    }
    return text.empty() ? "no cases found" : text;
}

/// What the data set calls its classes, which the person may want for the project.
void tellOfClasses(const CommandLine& line, const Project& project, const LabelScheme& classes) {
    if (project.labels().scheme().names() != classes.names()) {
        line.say("The data set's classes are " + listText(classes.names()) +
                 "; --take-classes makes them the project's, as long as it has no labels.");
    }
}

/// In a terminal nobody can be asked.
void requireNoCorrectionEnds(const Project& project, const LabelScheme& classes) {
    if (const std::vector<std::string> ended = correctionsEndedBy(project, classes); !ended.empty()) {
        throw Error(ErrorCode::Conflict, "Corrections of these cases wait: " + listText(ended) +
                                             ". They cannot go on with the classes of the data set; finish or discard "
                                             "them in the window first.");
    }
}

}  // namespace

ImportSummary importWithProgress(const CommandLine& line, const Project& project,
                                 const std::vector<std::filesystem::path>& inputs, const ImportOptions& options,
                                 bool takeClasses) {
    ImportPlan plan;
    {
        ProgressLine progress("Looking for images");
        plan = planImport(inputs, options, progress.asProgress(), line.stop);
    }
    if (!plan.reading.empty()) {
        line.say(plan.reading);
    }
    if (plan.classes && takeClasses && !options.dryRun) {
        requireNoCorrectionEnds(project, *plan.classes);
        project.labels().setScheme(*plan.classes);
    } else if (plan.classes) {
        tellOfClasses(line, project, *plan.classes);
    }
    ImportSummary summary;
    {
        ProgressLine progress(options.dryRun ? "Checking" : "Importing");
        summary = runImport(project, plan, options, progress.asProgress(), line.stop);
    }
    if (options.dryRun) {
        std::vector<std::vector<std::string>> rows{{"case", "label", "would be"}};
        for (const ImportedCase& one : summary.cases) {
            rows.push_back({one.name, one.hasLabel ? "yes" : "no", std::string(nameOf(one.outcome))});
        }
        line.say(tableText(rows));
    }
    for (const ImportedCase& one : summary.cases) {
        say(line, one.findings);
    }
    say(line, summary.findings);
    if (!summary.splits.empty()) {
        line.say("Splits of the data set: " + listText(summary.splits) + ".");
    }
    line.say((options.dryRun ? "Dry run, nothing written: " : "Import: ") + countsOf(summary) + ".");
    return summary;
}

nlohmann::ordered_json importJson(const ImportSummary& summary) {
    Json json{{"dryRun", summary.dryRun},
              {"reading", summary.reading},
              {"ignoredFiles", summary.ignoredFiles},
              {"findings", jsonOf(summary.findings)},
              {"splits", summary.splits},
              {"cases", Json::array()}};
    for (const ImportedCase& one : summary.cases) {
        json["cases"].push_back({{"name", one.name},
                                 {"outcome", nameOf(one.outcome)},
                                 {"hasLabel", one.hasLabel},
                                 {"findings", jsonOf(one.findings)}});
    }
    return json;
}

}  // namespace tandem::cli
