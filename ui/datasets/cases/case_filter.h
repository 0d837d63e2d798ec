// Which cases the table shows, and in which order.
//
// Used on the GUI thread. Invariant: a case is shown when every word of the search is in its name, patient, tags or
// findings, and it is of the chosen kind.
#pragma once

#include "storage/db/case_record.h"

#include <QSortFilterProxyModel>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <vector>

namespace tandem {

class CaseTableModel;
struct CaseRow;

/// Kinds of cases to choose from.
enum class CaseKind { All, Labelled, Unlabelled, Reviewed, Excluded, WithFindings, Missing };

class CaseFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit CaseFilter(CaseTableModel& cases, QObject* parent = nullptr);

    void setSearch(const QString& text);
    void setKind(CaseKind kind);

    /// The case in a row of what is shown, or nothing.
    [[nodiscard]] const CaseRow* rowAt(int row) const;
    [[nodiscard]] std::optional<int> rowOf(std::int64_t caseId) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    CaseTableModel& m_cases;
    QStringList m_words;
    CaseKind m_kind = CaseKind::All;
};

}  // namespace tandem
