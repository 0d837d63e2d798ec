#include "ui/datasets/cases/case_filter.h"

#include "ui/datasets/cases/case_table_model.h"

#include <algorithm>

namespace tandem {
namespace {

bool isOfKind(const CaseRow& row, CaseKind kind) {
    switch (kind) {
        case CaseKind::All:
            return true;
        case CaseKind::Labelled:
            return row.record.state == CaseState::Labelled;
        case CaseKind::Unlabelled:
            return row.record.state == CaseState::Unlabelled;
        case CaseKind::Reviewed:
            return row.record.state == CaseState::Reviewed;
        case CaseKind::Excluded:
            return row.record.state == CaseState::Excluded;
        case CaseKind::WithFindings:
            return !row.record.findings.empty();
        case CaseKind::Missing:
            return row.isMissing;
    }
    return true;
}

bool holds(const CaseRecord& record, const QString& word) {
    const auto contains = [&](const std::string& text) {
        return QString::fromStdString(text).contains(word, Qt::CaseInsensitive);
    };
    return contains(record.name) || contains(record.patient) || std::ranges::any_of(record.tags, contains) ||
           std::ranges::any_of(record.findings, [&](const Finding& finding) { return contains(finding.sentence); });
}

}  // namespace

CaseFilter::CaseFilter(CaseTableModel& cases, QObject* parent) : QSortFilterProxyModel(parent), m_cases(cases) {
    setSortRole(CaseTableModel::SortRole);
    setSortLocaleAware(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(&cases);
}

void CaseFilter::setSearch(const QString& text) {
    m_words = text.split(' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void CaseFilter::setKind(CaseKind kind) {
    m_kind = kind;
    invalidateRowsFilter();
}

const CaseRow* CaseFilter::rowAt(int row) const {
    const QModelIndex source = mapToSource(index(row, 0));
    return source.isValid() ? m_cases.rowAt(source.row()) : nullptr;
}

std::optional<int> CaseFilter::rowOf(std::int64_t caseId) const {
    const QModelIndex shown = mapFromSource(m_cases.index(m_cases.rowOf(caseId), 0));
    return shown.isValid() ? std::optional(shown.row()) : std::nullopt;
}

bool CaseFilter::filterAcceptsRow(int sourceRow, const QModelIndex&) const {
    const CaseRow* row = m_cases.rowAt(sourceRow);
    return row != nullptr && isOfKind(*row, m_kind) &&
           std::ranges::all_of(m_words, [&](const QString& word) { return holds(row->record, word); });
}

}  // namespace tandem
