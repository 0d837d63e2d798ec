// The page Datasets: the cases of the project as a table, a quick look at the selected one, import and splits.
//
// Used on the GUI thread. Invariant: files and folders dropped anywhere on the page are offered for import; nothing is
// written before the person has seen the preview.
#pragma once

#include <QWidget>
#include <cstdint>
#include <filesystem>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace tandem {

class CaseActions;
class CaseFilter;
class CaseTableModel;
class ProjectSession;
class QuickLook;

class DatasetsPage : public QWidget {
    Q_OBJECT

public:
    explicit DatasetsPage(ProjectSession& session, QWidget* parent = nullptr);

    /// Shows the preview of an import of these files and folders.
    void offerImport(const std::vector<std::filesystem::path>& inputs);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* makeActions();
    [[nodiscard]] QWidget* makeFilters();
    [[nodiscard]] QWidget* makeCases();
    [[nodiscard]] QWidget* makeEmpty();
    void makeTable(QWidget* parent);
    void connectParts();
    void chooseFiles();
    void chooseFolder();
    void chooseSearchFolder();
    void askToRemove();
    void askForTag();
    void editSplits();
    void showMenu(const QPoint& position);
    void takeCases();
    void showSelection();
    void showCounts();
    [[nodiscard]] std::vector<std::int64_t> selectedCases() const;
    void select(const std::vector<std::int64_t>& caseIds);

    ProjectSession& m_session;
    CaseTableModel* m_cases;
    CaseFilter* m_filter;
    CaseActions* m_actions;

    QPushButton* m_remove = nullptr;
    QPushButton* m_locate = nullptr;
    QPushButton* m_splits = nullptr;
    QLineEdit* m_search = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_shownSplit = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_told = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    QuickLook* m_quickLook = nullptr;
    std::vector<std::int64_t> m_keptSelection;  ///< while the table is filled anew
};

}  // namespace tandem
