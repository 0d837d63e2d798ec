#include "app/cli/case_choice.h"

#include "app/cli/command_line.h"
#include "core/base/error.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_record.h"
#include "storage/db/split_repository.h"

#include <algorithm>
#include <cstdio>

namespace tandem::cli {

std::vector<std::int64_t> chosenCases(const Project& project, const RunRecord& run, const std::string& text) {
    std::vector<std::int64_t> ids;
    if (const auto role = choiceNamed<SplitRole>(text)) {
        for (const SplitAssignment& one : project.splits().get(run.splitId.value_or(0)).assignments) {
            if (one.role == *role) {
                ids.push_back(one.caseId);
            }
        }
        return ids;
    }
    if (text == "all") {
        std::string excluded;
        for (const CaseRecord& record : project.cases().list()) {
            if (record.state == CaseState::Excluded) {
                excluded += (excluded.empty() ? "" : ", ") + record.name;
            } else {
                ids.push_back(record.id);
            }
        }
        if (!excluded.empty()) {
            std::fprintf(stderr, "Left out, as they are excluded: %s.\n", excluded.c_str());
        }
        return ids;
    }
    for (const std::string& name : splitAtCommas(text)) {
        const auto found = project.cases().find(name);
        if (!found) {
            throw UsageError("There is no case \"" + name +
                             "\"; give names at commas, or labelled, unlabelled, validation, test or all.");
        }
        ids.push_back(found->id);
    }
    return ids;
}

std::vector<CaseRecord> casesNamed(const Project& project, const std::vector<std::string>& names) {
    std::vector<CaseRecord> cases;
    for (const std::string& name : names) {
        auto record = project.cases().find(name);
        if (!record) {
            throw Error(ErrorCode::NotFound,
                        "There is no case \"" + name + "\" in the project, so nothing was changed; info lists them.");
        }
        cases.push_back(std::move(*record));
    }
    return cases;
}

RunRecord chosenRun(const Project& project, std::int64_t id) {
    if (id > 0) {
        return project.runs().get(id);
    }
    const std::vector<RunRecord> runs = project.runs().list();
    if (runs.empty()) {
        throw Error(ErrorCode::NotFound, "The project has no runs yet; start one with the command train.");
    }
    const auto trained = std::ranges::find_if(
        runs.rbegin(), runs.rend(), [&](const RunRecord& run) { return !project.checkpoints().list(run.id).empty(); });
    const RunRecord& chosen = trained == runs.rend() ? runs.back() : *trained;
    if (runs.size() > 1) {
        const bool isNewest = chosen.id == runs.back().id;
        // Not on standard output, which may be a document for machines.
        std::fprintf(stderr, "Taking run %lld, the newest%s; --run takes another.\n", static_cast<long long>(chosen.id),
                     isNewest ? "" : " that has a checkpoint");
    }
    return chosen;
}

}  // namespace tandem::cli
