#include "ui/prediction/case_checklist.h"

#include "storage/db/case_record.h"

#include <algorithm>

namespace tandem {

CaseChecklist::CaseChecklist(const std::vector<CaseRecord>& cases, const std::set<std::int64_t>& ticked,
                             QWidget* parent)
    : QListWidget(parent) {
    setAccessibleName(tr("Cases to predict"));
    constexpr int kRoomAroundText = 10;  // for the box
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideMiddle);
    QListWidgetItem* first = nullptr;
    for (const CaseRecord& record : cases) {
        const QString name = QString::fromStdString(record.name);
        const bool isExcluded = record.state == CaseState::Excluded;
        auto* const item = new QListWidgetItem(isExcluded ? tr("%1 (excluded)").arg(name) : name, this);
        item->setSizeHint({0, fontMetrics().height() + kRoomAroundText});
        item->setData(Qt::UserRole, QVariant::fromValue<qlonglong>(record.id));
        item->setToolTip(isExcluded ? tr("Excluded cases are not predicted; include the case on the page Datasets.")
                                    : name);
        item->setFlags(isExcluded ? Qt::NoItemFlags
                                  : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool isTicked = !isExcluded && ticked.contains(record.id);
        item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
        first = first == nullptr && isTicked ? item : first;
    }
    setCurrentItem(first);
    connect(this, &QListWidget::itemChanged, this, &CaseChecklist::ticksChanged);
}

std::vector<std::int64_t> CaseChecklist::ticked() const {
    std::vector<std::int64_t> ids;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked) {
            ids.push_back(item(row)->data(Qt::UserRole).toLongLong());
        }
    }
    std::ranges::sort(ids);
    return ids;
}

}  // namespace tandem
