// The list in which a person ticks the cases to export, with a search.
//
// Used on the GUI thread. Invariant: "all" and "none" change the ticks of the rows that the search shows.
#pragma once

#include "core/maps/map_name.h"
#include "storage/export/export_choices.h"

#include <QWidget>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace tandem {

class ExportCaseModel;

class ExportCaseList : public QWidget {
    Q_OBJECT

public:
    explicit ExportCaseList(QWidget* parent = nullptr);

    void setCases(std::vector<ExportCandidate> cases);
    /// Whose label is exported: a, b or mean.
    void setLabel(Decoder label);
    [[nodiscard]] std::vector<ExportCandidate> ticked() const;
    /// The case whose row is chosen, else the first one that is ticked.
    [[nodiscard]] std::optional<ExportCandidate> looked() const;

Q_SIGNALS:
    void ticksChanged();
    void lookedChanged();

private:
    void build();
    void tickShown(bool isTicked);
    void showCount();
    void retranslate();

    ExportCaseModel* m_model;
    QSortFilterProxyModel* m_sorted;
    QLineEdit* m_search = nullptr;
    QTableView* m_table = nullptr;
    QPushButton* m_all = nullptr;
    QPushButton* m_none = nullptr;
    QLabel* m_count = nullptr;
};

}  // namespace tandem
