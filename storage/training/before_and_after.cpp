#include "storage/training/before_and_after.h"

#include "core/study/label_scheme.h"
#include "storage/db/label_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_record.h"
#include "storage/db/run_repository.h"
#include "storage/db/validation_score_repository.h"

#include <algorithm>
#include <map>

namespace tandem {
namespace {

using ScoresOfCases = std::map<std::int64_t, std::vector<double>>;

/// With the test stride after the iteration.
ScoresOfCases scoresAt(const std::vector<ValidationScore>& all, std::int64_t iteration) {
    ScoresOfCases scores;
    for (const ValidationScore& one : all) {
        if (one.fullProtocol && one.iteration == iteration) {
            scores[one.caseId] = one.dicePerClass;
        }
    }
    return scores;
}

std::int64_t lastFullIteration(const std::vector<ValidationScore>& all) {
    std::int64_t last = 0;
    for (const ValidationScore& one : all) {
        last = one.fullProtocol ? std::max(last, one.iteration) : last;
    }
    return last;
}

}  // namespace

std::optional<BeforeAndAfter> beforeAndAfter(const Project& project, std::int64_t runId) {
    const std::vector<RunAncestor> ancestors = project.runs().ancestors(runId);
    if (ancestors.empty()) {
        return std::nullopt;
    }
    const std::vector<ValidationScore> all = project.validationScores().list(runId);
    const std::int64_t last = lastFullIteration(all);
    const ScoresOfCases before = scoresAt(all, 0);
    const ScoresOfCases after = scoresAt(all, last);
    if (last == 0) {
        return std::nullopt;
    }
    std::vector<std::string> classes = project.labels().scheme().names();
    classes.erase(classes.begin());
    BeforeAndAfter told{.runId = runId, .from = ancestors.front(), .iteration = last, .classes = std::move(classes)};
    told.dice.resize(told.classes.size());
    for (const auto& [caseId, dice] : before) {
        const auto found = after.find(caseId);
        if (found == after.end() || dice.size() != told.dice.size() || found->second.size() != told.dice.size()) {
            continue;
        }
        ++told.cases;
        for (std::size_t index = 0; index < told.dice.size(); ++index) {
            told.dice[index].before += dice[index];
            told.dice[index].after += found->second[index];
        }
    }
    if (told.cases == 0 || told.dice.empty()) {
        return std::nullopt;
    }
    for (DiceChange& one : told.dice) {
        one.before /= static_cast<double>(told.cases);
        one.after /= static_cast<double>(told.cases);
        told.mean.before += one.before / static_cast<double>(told.dice.size());
        told.mean.after += one.after / static_cast<double>(told.dice.size());
    }
    return told;
}

}  // namespace tandem
