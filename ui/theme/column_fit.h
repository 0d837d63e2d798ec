// Makes the columns of a table as wide as what is in them, and again when that changes, so that no text which tells
// rows apart is cut.
//
// Used on the GUI thread. Invariant: a column that a person has made wider or narrower stays so, and none is narrower
// than its title. While rows scroll into view columns only grow. A column that gave way comes again with the room.
// A row whose texts stay as wide as they were, as when a number counts on, is no change.
#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <set>
#include <utility>
#include <vector>

class QModelIndex;
class QTableView;

namespace tandem {

class ColumnFit : public QObject {
    Q_OBJECT

public:
    static constexpr int kNoColumn = -1;

    /// table: has its model, and owns this. flexible: the column of names, which takes what the others leave and may be
    /// elided.
    explicit ColumnFit(QTableView& table, int flexible = kNoColumn);

    /// Of a column whose texts may be long.
    void setWidest(int column, int pixels);
    /// Columns that are hidden where the table is too narrow for all, the first first; those that say nothing in any
    /// row go before the others, and already for a whole name.
    void setGivingWay(std::vector<int> columns);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteChange();
    /// Rows were added, removed, or are others.
    void noteRows();
    void noteData(const QModelIndex& first, const QModelIndex& last);
    void noteWidth(int column);
    void fit();
    /// Hides columns until the others fit, and shows those again that fit.
    void giveWay();
    void fitShown();
    /// What it needs, whatever it takes at the moment.
    [[nodiscard]] int neededWidth(int column);
    [[nodiscard]] bool isEmpty(int column) const;
    /// Fits all but the flexible column. How wide they are together.
    int fitOthers();
    void fitLast(int column, int wanted, int before);
    [[nodiscard]] int wantedWidth(int column) const;
    [[nodiscard]] int titleWidth(int column) const;
    [[nodiscard]] int lastColumn() const;

    QTableView& m_table;
    int m_flexible;
    bool m_stretchesLast;
    std::map<int, int> m_widest;
    std::set<int> m_chosen;  ///< by the person
    std::vector<int> m_givingWay;
    std::set<int> m_empty;                            ///< of those, with nothing in any row
    std::set<int> m_gone;                             ///< of those, for lack of room
    std::map<std::pair<int, int>, int> m_textWidths;  ///< pixels, by row and column, of rows that changed by themselves
    bool m_isFitting = false;
    bool m_mayShrink = true;
    QTimer m_settle;  ///< so that many changes are one
};

}  // namespace tandem
