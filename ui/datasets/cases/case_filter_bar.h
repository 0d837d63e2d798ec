// The row over the case table: search, kind of cases, the split whose roles are shown, and how many cases there are.
//
// Used on the GUI thread. Invariant: what it shows is what the filter does.
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace tandem {

class CaseFilter;
class CaseTableModel;

class CaseFilterBar : public QWidget {
    Q_OBJECT

public:
    CaseFilterBar(CaseTableModel& cases, CaseFilter& filter, QWidget* parent = nullptr);

    void focusSearch();

private:
    void retranslate();
    void fillSplits();
    void showCount();

    CaseTableModel& m_cases;
    CaseFilter& m_filter;
    QLineEdit* m_search;
    QComboBox* m_kind;
    QComboBox* m_split;
    QLabel* m_count;
    QTimer m_recount;
};

}  // namespace tandem
