#include "core/study/split_leak.h"

#include "core/base/list_text.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

namespace tandem {
namespace {

/// What may least be seen while training comes first.
constexpr std::array kGuardedFirst{SplitSide::Test, SplitSide::Validation, SplitSide::Training};

bool isOnOneSide(const std::vector<SplitMember>& members) {
    const auto side = [](const SplitMember& one) { return sideOf(one.role); };
    return std::ranges::all_of(members, [&](SplitSide one) { return one == side(members.front()); }, side);
}

std::string_view nameOf(SplitSide side) {
    constexpr std::array<std::string_view, 3> kNames{"training", "validation", "test"};
    return kNames[static_cast<std::size_t>(side)];
}

/// The role that all of the leak's cases are given.
SplitRole commonRole(const PatientLeak& leak) {
    SplitSide chosen = kGuardedFirst.front();
    for (const SplitSide side : kGuardedFirst) {
        if (leak.namesOn(side).size() > leak.namesOn(chosen).size()) {
            chosen = side;
        }
    }
    return std::ranges::find(leak.members, chosen, [](const SplitMember& one) { return sideOf(one.role); })->role;
}

}  // namespace

SplitSide sideOf(SplitRole role) {
    switch (role) {
        case SplitRole::TrainingLabelled:
        case SplitRole::TrainingUnlabelled:
            return SplitSide::Training;
        case SplitRole::Validation:
            return SplitSide::Validation;
        case SplitRole::Test:
            return SplitSide::Test;
    }
    return SplitSide::Training;
}

std::vector<std::string> PatientLeak::namesOn(SplitSide side) const {
    std::vector<std::string> names;
    for (const SplitMember& one : members) {
        if (sideOf(one.role) == side) {
            names.push_back(one.which.name);
        }
    }
    return names;
}

std::vector<PatientLeak> leaksIn(const std::vector<SplitMember>& members) {
    std::map<std::string, std::vector<SplitMember>> ofPatient;
    for (const SplitMember& one : members) {
        if (!one.which.patient.empty()) {
            ofPatient[one.which.patient].push_back(one);
        }
    }
    std::vector<PatientLeak> leaks;
    for (auto& [patient, cases] : ofPatient) {
        if (!isOnOneSide(cases)) {
            std::ranges::sort(cases, {}, [](const SplitMember& one) { return one.which.name; });
            leaks.push_back({patient, std::move(cases)});
        }
    }
    return leaks;
}

std::string sentenceOf(const PatientLeak& leak) {
    std::string places;
    for (const SplitSide side : {SplitSide::Training, SplitSide::Validation, SplitSide::Test}) {
        if (const auto names = leak.namesOn(side); !names.empty()) {
            places += (places.empty() ? " in " : " and in ") + std::string(nameOf(side)) + " (" + listText(names) + ")";
        }
    }
    return "Patient \"" + leak.patient + "\" has cases" + places + ".";
}

std::vector<SplitAssignment> withPatientsTogether(const std::vector<SplitMember>& members) {
    std::unordered_map<std::int64_t, SplitRole> moved;
    for (const PatientLeak& leak : leaksIn(members)) {
        const SplitRole role = commonRole(leak);
        for (const SplitMember& one : leak.members) {
            if (sideOf(one.role) != sideOf(role)) {
                moved.emplace(one.which.caseId, role);
            }
        }
    }
    std::vector<SplitAssignment> assignments;
    for (const SplitMember& one : members) {
        const auto found = moved.find(one.which.caseId);
        const SplitRole role = found == moved.end() ? one.role : found->second;
        if (role == SplitRole::TrainingUnlabelled || one.which.hasLabel) {
            assignments.push_back({one.which.caseId, role});
        }
    }
    std::ranges::sort(assignments, {}, &SplitAssignment::caseId);
    return assignments;
}

}  // namespace tandem
