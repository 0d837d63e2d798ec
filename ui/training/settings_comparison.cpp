#include "ui/training/settings_comparison.h"

#include "ui/session/run_titles.h"
#include "ui/theme/table_look.h"
#include "ui/training/run_table_model.h"

#include <QHeaderView>

namespace tandem {

SettingsComparison::SettingsComparison(QWidget* parent) : QTableWidget(parent) {
    setObjectName("settingsComparison");
    setEditTriggers(NoEditTriggers);
    showAsList(*this);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void SettingsComparison::show(const std::vector<const RunRow*>& runs) {
    clear();
    const auto rows = runs.size() == 1 ? settingsOf(*runs.front()) : differingSettings(runs);
    QStringList titles{tr("Setting")};
    for (const RunRow* const run : runs) {
        titles << runTitle(run->record);
    }
    setColumnCount(static_cast<int>(titles.size()));
    setRowCount(static_cast<int>(rows.size()));
    setHorizontalHeaderLabels(titles);
    for (int row = 0; row < rowCount(); ++row) {
        const SettingRow& setting = rows[static_cast<std::size_t>(row)];
        auto* const title = new QTableWidgetItem(setting.title);
        title->setToolTip(setting.explanation);
        setItem(row, 0, title);
        for (int column = 1; column < columnCount(); ++column) {
            setItem(row, column, new QTableWidgetItem(setting.values.value(column - 1)));
        }
    }
}

}  // namespace tandem
