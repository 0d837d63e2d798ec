#include "ui/training/run_table_view.h"

#include "ui/theme/column_fit.h"
#include "ui/theme/table_look.h"
#include "ui/training/run_table_model.h"

#include <QHeaderView>
#include <algorithm>
#include <utility>

namespace tandem {

RunTableView::RunTableView(RunTableModel& model, QWidget* parent) : QTableView(parent), m_runs(model) {
    setObjectName("runTable");
    setModel(&model);
    showAsList(*this);
    horizontalHeader()->setStretchLastSection(false);  // two columns share what is left over
    setSelectionMode(ExtendedSelection);
    setMinimumHeight(90);
    const std::pair<int, int> widths[]{{RunTableModel::Number, 44},   {RunTableModel::Name, 116},
                                       {RunTableModel::Status, 80},   {RunTableModel::Method, 112},
                                       {RunTableModel::Progress, 98}, {RunTableModel::BestDice, 80},
                                       {RunTableModel::Duration, 86}};
    for (const auto& [column, width] : widths) {
        setColumnWidth(column, width);
    }
    for (const int text : {RunTableModel::Differences, RunTableModel::Notes}) {
        horizontalHeader()->setSectionResizeMode(text, QHeaderView::Stretch);
    }
    constexpr int kWidestName = 160;
    auto* const fit = new ColumnFit(*this);
    fit->setWidest(RunTableModel::Name, kWidestName);
    fit->setGivingWay(
        {RunTableModel::Notes, RunTableModel::Method, RunTableModel::Duration, RunTableModel::Differences});
}

std::vector<const RunRow*> RunTableView::selectedRuns() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<const RunRow*> runs;
    for (const QModelIndex& one : rows) {
        runs.push_back(m_runs.rowAt(one.row()));
    }
    return runs;
}

void RunTableView::select(std::int64_t runId) {
    const int row = m_runs.rowOf(runId);
    if (row >= 0) {
        selectRow(row);
        scrollTo(m_runs.index(row, 0));
    }
}

}  // namespace tandem
