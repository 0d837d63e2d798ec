#include "core/study/chained_split.h"

#include <algorithm>
#include <map>
#include <set>

namespace tandem {
namespace {

bool judges(SplitRole role) {
    return sideOf(role) != SplitSide::Training;
}

std::string wordFor(SplitRole role) {
    return role == SplitRole::Test ? "test case" : "validation case";
}

/// Cases without a patient are nobody else's.
bool isOfSamePatient(const SplitCandidate& one, const SplitCandidate& other) {
    return one.caseId != other.caseId && !one.patient.empty() && one.patient == other.patient;
}

std::string sentenceOnItself(const SplitCandidate& one, SplitRole role, std::int64_t runId, bool isNow) {
    return "Case \"" + one.name + "\" " + (isNow ? "is" : "was") + " a " + wordFor(role) + " of run " +
           std::to_string(runId) + ".";
}

std::string sentenceOnPatient(const SplitCandidate& one, const SplitMember& other, std::int64_t runId) {
    return "Case \"" + other.which.name + "\", of the same patient as \"" + one.name + "\", is a " +
           wordFor(other.role) + " of run " + std::to_string(runId) + ".";
}

}  // namespace

std::vector<JudgingLeak> judgingLeaks(std::int64_t runId, const std::vector<SplitMember>& before,
                                      const std::vector<SplitCandidate>& coming, const std::vector<PastRole>& past) {
    std::vector<JudgingLeak> leaks;
    for (const SplitCandidate& one : coming) {
        const auto isItself = [&](const SplitMember& member) {
            return member.which.caseId == one.caseId && judges(member.role);
        };
        const auto isPatients = [&](const SplitMember& member) {
            return isOfSamePatient(member.which, one) && judges(member.role);
        };
        const auto wasItself = [&](const PastRole& role) { return role.caseId == one.caseId && judges(role.role); };
        if (const auto now = std::ranges::find_if(before, isItself); now != before.end()) {
            leaks.push_back({one.caseId, sentenceOnItself(one, now->role, runId, true)});
        } else if (const auto then = std::ranges::find_if(past, wasItself); then != past.end()) {
            leaks.push_back({one.caseId, sentenceOnItself(one, then->role, then->runId, false)});
        } else if (const auto other = std::ranges::find_if(before, isPatients); other != before.end()) {
            leaks.push_back({one.caseId, sentenceOnPatient(one, *other, runId)});
        }
    }
    return leaks;
}

ChainedSplit chainedSplit(const std::vector<SplitMember>& before, const std::vector<SplitCandidate>& labelled,
                          const std::vector<SplitCandidate>& unlabelled) {
    std::map<std::int64_t, SplitRole> roles;
    std::set<std::string> learntPatients;
    for (const SplitCandidate& one : labelled) {
        roles[one.caseId] = SplitRole::TrainingLabelled;
        learntPatients.insert(one.patient);
    }
    learntPatients.erase("");
    ChainedSplit made;
    std::set<std::string> judgedPatients;
    for (const SplitMember& one : before) {
        const bool comesIn = roles.contains(one.which.caseId);
        if (judges(one.role) && (comesIn || learntPatients.contains(one.which.patient))) {
            made.leaving.push_back(one);
        } else if (!comesIn) {
            roles[one.which.caseId] = one.role;
            judgedPatients.insert(judges(one.role) ? one.which.patient : std::string());
        }
    }
    judgedPatients.erase("");
    for (const SplitCandidate& one : unlabelled) {
        if (!judgedPatients.contains(one.patient)) {
            roles.emplace(one.caseId, SplitRole::TrainingUnlabelled);
        }
    }
    for (const auto& [caseId, role] : roles) {
        made.assignments.push_back({caseId, role});
    }
    return made;
}

}  // namespace tandem
