#include "ui/export/export_case_list.h"

#include "ui/export/export_case_model.h"
#include "ui/theme/column_fit.h"
#include "ui/theme/table_look.h"
#include "ui/theme/translated.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace tandem {

ExportCaseList::ExportCaseList(QWidget* parent)
    : QWidget(parent), m_model(new ExportCaseModel(this)), m_sorted(new QSortFilterProxyModel(this)) {
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(ExportCaseModel::kSortRole);
    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    build();
    keepTranslated(*this, [this] { retranslate(); });
    connect(m_search, &QLineEdit::textChanged, m_sorted, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_all, &QPushButton::clicked, this, [this] { tickShown(true); });
    connect(m_none, &QPushButton::clicked, this, [this] { tickShown(false); });
    connect(m_model, &ExportCaseModel::ticksChanged, this, [this] {
        showCount();
        Q_EMIT ticksChanged();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ExportCaseList::lookedChanged);
}

void ExportCaseList::build() {
    m_search = new QLineEdit(this);
    m_search->setObjectName("exportSearch");
    m_search->setClearButtonEnabled(true);
    m_all = new QPushButton(this);
    m_all->setObjectName("exportAll");
    m_none = new QPushButton(this);
    m_none->setObjectName("exportNone");
    m_table = new QTableView(this);
    m_table->setObjectName("exportCases");
    m_table->setModel(m_sorted);
    showAsList(*m_table);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ExportCaseModel::Name, Qt::AscendingOrder);
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setTextElideMode(Qt::ElideMiddle);
    (new ColumnFit(*m_table, ExportCaseModel::Name))
        ->setGivingWay({ExportCaseModel::Source, ExportCaseModel::Label, ExportCaseModel::Role});
    m_count = new QLabel(this);
    m_count->setObjectName("exportCount");
    m_count->setProperty("role", "faint");
    auto* const top = new QHBoxLayout;
    top->addWidget(m_search, 1);
    top->addWidget(m_all);
    top->addWidget(m_none);
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(top);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_count);
}

void ExportCaseList::setCases(std::vector<ExportCandidate> cases) {
    const QModelIndex current = m_table->currentIndex();
    const std::int64_t lookedAt = current.isValid() ? m_model->at(m_sorted->mapToSource(current).row()).caseId : 0;
    {
        const QSignalBlocker untilAllIsThere(this);
        m_model->setCases(std::move(cases));
        for (int row = 0; row < m_sorted->rowCount() && lookedAt != 0; ++row) {
            if (m_model->at(m_sorted->mapToSource(m_sorted->index(row, 0)).row()).caseId == lookedAt) {
                m_table->selectRow(row);
            }
        }
    }
    m_table->setColumnHidden(ExportCaseModel::Patient, !m_model->hasPatients());
    Q_EMIT ticksChanged();
}

void ExportCaseList::setLabel(Decoder label) {
    m_model->setOtherLabel(label != Decoder::A);
}

std::vector<ExportCandidate> ExportCaseList::ticked() const {
    return m_model->ticked();
}

std::optional<ExportCandidate> ExportCaseList::looked() const {
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        return m_model->at(m_sorted->mapToSource(current).row());
    }
    const std::vector<ExportCandidate> chosen = ticked();
    return chosen.empty() ? std::nullopt : std::optional(chosen.front());
}

void ExportCaseList::tickShown(bool isTicked) {
    std::vector<int> rows;
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        rows.push_back(m_sorted->mapToSource(m_sorted->index(row, 0)).row());
    }
    m_model->setTicked(rows, isTicked);
}

void ExportCaseList::showCount() {
    m_count->setText(tr("%1 of %n case(s) chosen", nullptr, m_model->rowCount()).arg(ticked().size()));
}

void ExportCaseList::retranslate() {
    m_search->setPlaceholderText(tr("Search cases"));
    m_search->setAccessibleName(tr("Search cases"));
    m_all->setText(tr("&All"));
    m_all->setToolTip(tr("Choose every case that the search shows"));
    m_none->setText(tr("&None"));
    m_none->setToolTip(tr("Choose none of the cases that the search shows"));
    m_table->setAccessibleName(tr("Cases that were predicted"));
    m_model->retranslate();
    showCount();
}

}  // namespace tandem
