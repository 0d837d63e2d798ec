#include "ui/datasets/splits/split_draft.h"

#include "storage/reliability/ranking_trust.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <set>
#include <utility>

namespace tandem {
namespace {

QString words(const char* text, int count = -1) {
    return QCoreApplication::translate("SplitDraft", text, nullptr, count);
}

bool needsLabel(const SplitColumnRole& role) {
    return role && *role != SplitRole::TrainingUnlabelled;
}

}  // namespace

SplitDraft::SplitDraft(std::vector<SplitCandidate> candidates, const std::vector<SplitAssignment>& assignments)
    : m_candidates(std::move(candidates)) {
    std::ranges::sort(m_candidates, {}, &SplitCandidate::name);
    for (const SplitCandidate& candidate : m_candidates) {
        m_place.emplace(candidate.caseId, m_place.size());
    }
    for (const SplitAssignment& one : assignments) {
        m_roles.emplace(one.caseId, one.role);
    }
}

const SplitCandidate* SplitDraft::find(std::int64_t caseId) const {
    const auto place = m_place.find(caseId);
    return place == m_place.end() ? nullptr : &m_candidates[place->second];
}

std::vector<SplitAssignment> SplitDraft::assignments() const {
    std::vector<SplitAssignment> all;
    for (const auto& [caseId, role] : m_roles) {
        all.push_back({caseId, role});
    }
    std::ranges::sort(all, {}, &SplitAssignment::caseId);
    return all;
}

std::vector<SplitCandidate> SplitDraft::casesIn(const SplitColumnRole& role) const {
    std::vector<SplitCandidate> cases;
    for (const SplitCandidate& candidate : m_candidates) {
        const auto found = m_roles.find(candidate.caseId);
        if (role == (found == m_roles.end() ? std::nullopt : SplitColumnRole(found->second))) {
            cases.push_back(candidate);
        }
    }
    return cases;
}

int SplitDraft::count(const SplitColumnRole& role) const {
    return static_cast<int>(casesIn(role).size());
}

int SplitDraft::excludedCount() const {
    return static_cast<int>(
        std::ranges::count_if(m_roles, [this](const auto& one) { return !m_place.contains(one.first); }));
}

std::vector<std::int64_t> SplitDraft::withPatients(const std::vector<std::int64_t>& caseIds) const {
    std::set<std::string> patients;
    const std::set<std::int64_t> named(caseIds.begin(), caseIds.end());
    for (const std::int64_t id : caseIds) {
        if (const SplitCandidate* candidate = find(id); candidate != nullptr && !candidate->patient.empty()) {
            patients.insert(candidate->patient);
        }
    }
    std::vector<std::int64_t> all;
    for (const SplitCandidate& candidate : m_candidates) {
        if (named.contains(candidate.caseId) || patients.contains(candidate.patient)) {
            all.push_back(candidate.caseId);
        }
    }
    return all;
}

QString SplitDraft::refusal(const std::vector<std::int64_t>& caseIds, const SplitColumnRole& role) const {
    if (!needsLabel(role)) {
        return {};
    }
    for (const std::int64_t id : withPatients(caseIds)) {
        const SplitCandidate& candidate = *find(id);
        if (candidate.hasLabel) {
            continue;
        }
        const QString name = QString::fromStdString(candidate.name);
        return std::ranges::find(caseIds, id) != caseIds.end()
                   ? words(QT_TRANSLATE_NOOP("SplitDraft",
                                             "%1 has no label, so it can only be unlabelled or in no column."))
                         .arg(name)
                   : words(QT_TRANSLATE_NOOP("SplitDraft",
                                             "%1 is of the same patient and has no label, so it cannot come along."))
                         .arg(name);
    }
    return {};
}

QString SplitDraft::companions(const std::vector<std::int64_t>& caseIds) const {
    constexpr qsizetype kMost = 6;
    QStringList names;
    for (const std::int64_t id : withPatients(caseIds)) {
        if (std::ranges::find(caseIds, id) == caseIds.end()) {
            names.append(QString::fromStdString(find(id)->name));
        }
    }
    if (names.isEmpty()) {
        return {};
    }
    const qsizetype more = names.size() - kMost;
    if (more > 0) {
        names = names.first(kMost);
        names.append(words(QT_TRANSLATE_N_NOOP("SplitDraft", "%n more"), static_cast<int>(more)));
    }
    return words(QT_TRANSLATE_NOOP("SplitDraft", "Other cases of the same patient come along: %1."))
        .arg(names.join(QStringLiteral(", ")));
}

void SplitDraft::move(const std::vector<std::int64_t>& caseIds, const SplitColumnRole& role) {
    for (const std::int64_t id : withPatients(caseIds)) {
        if (role) {
            m_roles.insert_or_assign(id, *role);
        } else {
            m_roles.erase(id);
        }
    }
}

QString SplitDraft::warningOn(SplitRole role) const {
    const int cases = count(role);
    switch (role) {
        case SplitRole::TrainingLabelled:
            return cases > 0 ? QString()
                             : words(QT_TRANSLATE_NOOP("SplitDraft",
                                                       "No labelled case to train on: no method can learn from this."));
        case SplitRole::TrainingUnlabelled:
            return cases > 0 ? QString()
                             : words(QT_TRANSLATE_NOOP(
                                   "SplitDraft", "No unlabelled case: only the supervised method can use this split."));
        case SplitRole::Validation:
            if (cases == 0) {
                return words(QT_TRANSLATE_NOOP("SplitDraft", "No validation case: no best checkpoint will be chosen."));
            }
            return cases >= TrustVerdict::kLeastCases
                       ? QString()
                       : words(QT_TRANSLATE_NOOP("SplitDraft",
                                                 "Fewer than %1 validation cases: whether the ranking can be trusted "
                                                 "will not be known."))
                             .arg(TrustVerdict::kLeastCases);
        case SplitRole::Test:
            return cases > 0
                       ? QString()
                       : words(QT_TRANSLATE_NOOP("SplitDraft", "No test case: nothing is left to report results on."));
    }
    return {};
}

QStringList SplitDraft::warnings() const {
    QStringList all;
    for (const SplitRole role : kSplitRoles) {
        if (const QString warning = warningOn(role); !warning.isEmpty()) {
            all.append(warning);
        }
    }
    if (const int excluded = excludedCount(); excluded > 0) {
        all.append(words(QT_TRANSLATE_N_NOOP("SplitDraft", "%n case(s) of this split were excluded since."), excluded));
    }
    return all;
}

}  // namespace tandem
