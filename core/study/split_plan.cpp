#include "core/study/split_plan.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/study/split_leak.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <utility>

namespace tandem {
namespace {

/// Cases of one patient, which go into one role together.
struct PatientGroup {
    std::vector<std::int64_t> caseIds;
    bool allLabelled = true;
};

/// A number in 0..below-1, each as likely. The standard library's distributions differ between platforms.
std::size_t drawBelow(std::mt19937_64& random, std::size_t below) {
    const std::uint64_t range = below;
    const std::uint64_t unevenRest = (std::uint64_t{0} - range) % range;  // 2^64 mod range
    std::uint64_t number = random();
    while (number < unevenRest) {
        number = random();
    }
    return static_cast<std::size_t>(number % range);
}

void shuffle(std::vector<PatientGroup>& groups, std::mt19937_64& random) {  // Fisher and Yates
    for (std::size_t i = groups.size(); i > 1; --i) {
        std::swap(groups[i - 1], groups[drawBelow(random, i)]);
    }
}

std::vector<PatientGroup> groupsOf(std::vector<SplitCandidate> candidates) {
    std::ranges::sort(candidates, {}, &SplitCandidate::name);
    std::vector<PatientGroup> groups;
    std::map<std::string, std::size_t> groupOf;
    for (const SplitCandidate& candidate : candidates) {
        std::size_t index = groups.size();
        if (!candidate.patient.empty()) {
            index = groupOf.emplace(candidate.patient, index).first->second;
        }
        if (index == groups.size()) {
            groups.emplace_back();
        }
        groups[index].caseIds.push_back(candidate.caseId);
        groups[index].allLabelled = groups[index].allLabelled && candidate.hasLabel;
    }
    return groups;
}

/// Positions of groups that have `wanted` cases together, preferring those that come first; nothing when no choice
/// does. reachable[i][s] says whether the groups from i on can make s.
std::optional<std::vector<std::size_t>> chooseExactly(const std::vector<PatientGroup>& groups, std::size_t wanted,
                                                      bool mustBeLabelled) {
    std::vector<std::size_t> usable;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].allLabelled || !mustBeLabelled) {
            usable.push_back(i);
        }
    }
    if (std::ranges::all_of(usable, [&](std::size_t i) { return groups[i].caseIds.size() == 1; })) {
        const bool enough = wanted <= usable.size();
        usable.resize(enough ? wanted : 0);
        return enough ? std::optional(usable) : std::nullopt;
    }
    std::vector<std::vector<bool>> reachable(usable.size() + 1, std::vector<bool>(wanted + 1, false));
    reachable.back()[0] = true;
    for (std::size_t i = usable.size(); i-- > 0;) {
        const std::size_t size = groups[usable[i]].caseIds.size();
        for (std::size_t sum = 0; sum <= wanted; ++sum) {
            reachable[i][sum] = reachable[i + 1][sum] || (sum >= size && reachable[i + 1][sum - size]);
        }
    }
    if (!reachable[0][wanted]) {
        return std::nullopt;
    }
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < usable.size() && wanted > 0; ++i) {
        const std::size_t size = groups[usable[i]].caseIds.size();
        if (wanted >= size && reachable[i + 1][wanted - size]) {
            chosen.push_back(usable[i]);
            wanted -= size;
        }
    }
    return chosen;
}

/// Gives the chosen groups' cases their role and takes the groups away.
void take(std::vector<PatientGroup>& groups, const std::vector<std::size_t>& chosen, SplitRole role,
          std::vector<SplitAssignment>& assignments) {
    std::vector<PatientGroup> rest;
    auto next = chosen.begin();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (next == chosen.end() || *next != i) {
            rest.push_back(std::move(groups[i]));
            continue;
        }
        ++next;
        for (const std::int64_t id : groups[i].caseIds) {
            assignments.push_back({id, role});
        }
    }
    groups = std::move(rest);
}

/// One attempt with the groups in the order given; nothing when a count cannot be met with what the roles before left.
std::optional<std::vector<SplitAssignment>> assignInOrder(std::vector<PatientGroup> groups, const SplitCounts& counts) {
    std::vector<SplitAssignment> assignments;
    const std::pair<SplitRole, std::int64_t> labelledRoles[] = {{SplitRole::Test, counts.test},
                                                                {SplitRole::Validation, counts.validation},
                                                                {SplitRole::TrainingLabelled, counts.labelled}};
    for (const auto& [role, count] : labelledRoles) {
        const auto chosen = chooseExactly(groups, static_cast<std::size_t>(count), true);
        if (!chosen) {
            return std::nullopt;
        }
        take(groups, *chosen, role, assignments);
    }
    std::size_t left = 0;
    for (const PatientGroup& group : groups) {
        left += group.caseIds.size();
    }
    const auto unlabelled = counts.unlabelled ? static_cast<std::size_t>(*counts.unlabelled) : left;
    const auto chosen = unlabelled > left ? std::nullopt : chooseExactly(groups, unlabelled, false);
    if (!chosen) {
        return std::nullopt;
    }
    take(groups, *chosen, SplitRole::TrainingUnlabelled, assignments);
    return assignments;
}

/// Throws when there are too few cases whatever the patients.
void checkEnough(const std::vector<SplitCandidate>& candidates, const SplitCounts& counts) {
    const std::int64_t unlabelled = counts.unlabelled.value_or(0);
    if (counts.labelled < 0 || unlabelled < 0 || counts.validation < 0 || counts.test < 0) {
        throw Error(ErrorCode::InvalidInput, "The number of cases of a role cannot be below 0.");
    }
    const std::int64_t withLabel = std::ranges::count(candidates, true, &SplitCandidate::hasLabel);
    const std::int64_t needLabel = counts.labelled + counts.validation + counts.test;
    const auto all = static_cast<std::int64_t>(candidates.size());
    if (needLabel > withLabel) {
        throw Error(ErrorCode::InvalidInput,
                    "The split wants " + std::to_string(needLabel) + " cases with a label (" +
                        std::to_string(counts.labelled) + " labelled, " + std::to_string(counts.validation) +
                        " validation, " + std::to_string(counts.test) + " test), but the project has " +
                        std::to_string(withLabel) + "; lower the numbers or import more labels.");
    }
    if (needLabel + unlabelled > all) {
        throw Error(ErrorCode::InvalidInput, "The split wants " + std::to_string(needLabel + unlabelled) +
                                                 " cases in all, but the project has " + std::to_string(all) +
                                                 "; lower the numbers or import more cases.");
    }
}

}  // namespace

std::vector<SplitAssignment> planSplit(std::vector<SplitCandidate> candidates, const SplitCounts& counts,
                                       std::uint64_t seed) {
    checkEnough(candidates, counts);
    std::vector<PatientGroup> groups = groupsOf(std::move(candidates));
    std::mt19937_64 random(seed);
    // The roles are filled one after another, so an unlucky order can leave the last one without a fitting patient.
    constexpr int kAttempts = 20;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        shuffle(groups, random);
        if (auto assignments = assignInOrder(groups, counts)) {
            std::ranges::sort(*assignments, {}, &SplitAssignment::caseId);
            return *std::move(assignments);
        }
    }
    throw Error(ErrorCode::InvalidInput,
                "The split wants " + std::to_string(counts.labelled) + " labelled, " +
                    (counts.unlabelled ? std::to_string(*counts.unlabelled) : "the remaining") + " unlabelled, " +
                    std::to_string(counts.validation) + " validation and " + std::to_string(counts.test) +
                    " test cases, which cannot be met with each patient's cases kept together (" +
                    std::to_string(groups.size()) + " patients); change the numbers a little.");
}

std::vector<SplitAssignment> splitFromNames(const std::vector<SplitCandidate>& candidates,
                                            const std::map<SplitRole, std::vector<std::string>>& names) {
    std::map<std::string, const SplitCandidate*> known;
    for (const SplitCandidate& candidate : candidates) {
        known[candidate.name] = &candidate;
    }
    std::vector<SplitAssignment> assignments;
    std::map<std::string, SplitRole> roleOfPatient;
    std::set<std::string> seen;
    for (const auto& [role, listed] : names) {
        const std::string roleName(nameOf(role));
        for (const std::string& name : listed) {
            const auto found = known.find(name);
            if (found == known.end()) {
                throw Error(ErrorCode::InvalidInput, "The list of " + roleName + " cases names \"" + name +
                                                         "\", which the project does not have; import it or take it "
                                                         "out of the list.");
            }
            if (!seen.insert(name).second) {
                throw Error(ErrorCode::InvalidInput,
                            "Case \"" + name + "\" is listed twice; list every case once, in one role.");
            }
            const SplitCandidate& candidate = *found->second;
            if (role != SplitRole::TrainingUnlabelled && !candidate.hasLabel) {
                throw Error(ErrorCode::InvalidInput, "Case \"" + name + "\" has no label, which the role " + roleName +
                                                         " needs; import its label or list it as unlabelled.");
            }
            const auto patient = roleOfPatient.emplace(candidate.patient, role).first;
            if (!candidate.patient.empty() && sideOf(patient->second) != sideOf(role)) {
                throw Error(ErrorCode::InvalidInput,
                            "Patient \"" + candidate.patient + "\" has cases listed as " +
                                std::string(nameOf(patient->second)) + " and as " + roleName +
                                "; keep each patient's cases on one side, or results will be flattered.");
            }
            assignments.push_back({candidate.caseId, role});
        }
    }
    std::ranges::sort(assignments, {}, &SplitAssignment::caseId);
    return assignments;
}

std::vector<std::string> readNameList(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream || isFolder(file)) {
        throw Error(ErrorCode::NotFound, "Cannot read the list " + file.string() + "; check that it exists.");
    }
    std::vector<std::string> names;
    for (std::string line; std::getline(stream, line);) {
        const std::size_t first = line.find_first_not_of(" \t\r");
        if (first != std::string::npos && line[first] != '#') {
            names.push_back(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
        }
    }
    return names;
}

}  // namespace tandem
