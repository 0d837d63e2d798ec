// A small table of figures to be read: one row can stand out, others carry a warning.
//
// Used on the GUI thread. Invariant: shows the rows that were set last, in their order.
#pragma once

#include <QString>
#include <QStringList>
#include <QTableWidget>
#include <vector>

namespace tandem {

struct EvidenceRow {
    QStringList cells;  ///< the first is the row's name
    QString warning;    ///< said when the mouse is on it; empty without one
    bool isChosen = false;
};

class EvidenceTable : public QTableWidget {
    Q_OBJECT

public:
    explicit EvidenceTable(QWidget* parent = nullptr);

    /// The names take the room that the figures leave. tips: of the titles, as many.
    void setRows(const QStringList& titles, const QStringList& tips, const std::vector<EvidenceRow>& rows);
    /// As high as its rows, and no higher.
    void setAsHighAsRows() { m_isAsHighAsRows = true; }

protected:
    void changeEvent(QEvent* event) override;

private:
    /// In the colours of the theme.
    void dress();
    void fit();

    bool m_isAsHighAsRows = false;
};

}  // namespace tandem
