#include "ui/training/split_choice.h"

#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "ui/session/leak_words.h"

#include <QSignalBlocker>
#include <algorithm>
#include <map>

namespace tandem {
namespace {

constexpr int kLeaksRole = Qt::UserRole + 1;

}  // namespace

void SplitChoice::read(const Project& project) {
    const QVariant kept = currentData();
    const std::vector<SplitRecord> splits = project.splits().list();
    std::map<std::int64_t, QString> leaks;
    for (const SplitRecord& one : splits) {
        leaks[one.id] = leaksText(project.splits().leaks(one.id));
    }
    const QSignalBlocker silent(this);
    clear();
    for (const SplitRecord& one : splits) {
        const auto count = [&](SplitRole role) {
            return static_cast<int>(std::ranges::count(one.assignments, role, &SplitAssignment::role));
        };
        const QStringList parts{tr("%n labelled", nullptr, count(SplitRole::TrainingLabelled)),
                                tr("%n unlabelled", nullptr, count(SplitRole::TrainingUnlabelled)),
                                tr("%n validation", nullptr, count(SplitRole::Validation)),
                                tr("%n test", nullptr, count(SplitRole::Test))};
        addItem(QString::fromStdString(one.name), QVariant::fromValue(one.id));
        setItemData(this->count() - 1, parts.join(", "), Qt::ToolTipRole);
        setItemData(this->count() - 1, leaks[one.id], kLeaksRole);
    }
    const int index = findData(kept);
    setCurrentIndex(index >= 0 ? index : this->count() - 1);
}

std::optional<std::int64_t> SplitChoice::splitId() const {
    return currentData().isValid() ? std::optional(currentData().value<std::int64_t>()) : std::nullopt;
}

void SplitChoice::choose(std::int64_t splitId) {
    const int index = findData(QVariant::fromValue(splitId));
    setCurrentIndex(index >= 0 ? index : currentIndex());
}

QString SplitChoice::roles() const {
    return currentData(Qt::ToolTipRole).toString();
}

QString SplitChoice::leaks() const {
    return currentData(kLeaksRole).toString();
}

}  // namespace tandem
