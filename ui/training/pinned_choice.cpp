#include "ui/training/pinned_choice.h"

#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "ui/theme/translated.h"

#include <QSignalBlocker>
#include <algorithm>

namespace tandem {
namespace {

enum Role { Validation, Unlabelled, Labelled };

}  // namespace

PinnedChoice::PinnedChoice(QWidget* parent) : NameBox(parent) {
    keepTranslated(*this, [this] { fill(); });
}

void PinnedChoice::showSplit(const Project& project, std::optional<std::int64_t> splitId) {
    m_entries.clear();
    const auto add = [this](const auto& cases, Role role) {
        for (const auto& one : cases) {
            m_entries.push_back({one.caseId(), QString::fromStdString(one.caseName()), role});
        }
    };
    if (splitId) {
        const SplitRepository splits = project.splits();
        add(splits.casesFor<SplitRole::Validation>(*splitId), Validation);
        add(splits.casesFor<SplitRole::TrainingUnlabelled>(*splitId), Unlabelled);
        add(splits.casesFor<SplitRole::TrainingLabelled>(*splitId), Labelled);
    }
    fill();
}

void PinnedChoice::fill() {
    const auto kept = caseId();
    const QSignalBlocker silent(this);
    clear();
    addItem(tr("no case"));
    const QString titles[]{tr("%1 (validation)"), tr("%1 (unlabelled)"), tr("%1 (labelled)")};
    for (const Entry& one : m_entries) {
        addItem(titles[one.role].arg(one.name), QVariant::fromValue(one.caseId));
    }
    choose(kept);
}

std::optional<std::int64_t> PinnedChoice::caseId() const {
    const QVariant chosen = currentData();
    return chosen.isValid() ? std::optional(chosen.value<std::int64_t>()) : std::nullopt;
}

void PinnedChoice::choose(const std::optional<std::int64_t>& caseId) {
    setCurrentIndex(caseId ? std::max(0, findData(QVariant::fromValue(*caseId))) : 0);
}

}  // namespace tandem
