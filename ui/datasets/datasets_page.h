// The page Datasets: the cases of the project as a table with a quick look at the selected one, their statistics, and
// the ways to import and divide them.
//
// Used on the GUI thread. Invariant: nothing is written before the person has seen the preview of an import.
#pragma once

#include "ui/session/project_page.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

class QLabel;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace tandem {

class CaseActions;
class CaseFilter;
class CaseFilterBar;
class CaseQuestions;
class CaseTableModel;
class CaseTableView;
class CaseToolbar;
class EmptyDatasets;
class FoldingSide;
class QuickLook;
class StatisticsView;
class ThumbnailStore;

class DatasetsPage : public ProjectPage {
    Q_OBJECT

public:
    explicit DatasetsPage(ProjectSession& session, QWidget* parent = nullptr);

    /// Shows the preview of an import of these files and folders.
    void offerImport(const std::vector<std::filesystem::path>& inputs);

protected:
    void reread() override;

private:
    [[nodiscard]] QWidget* makeCases();
    void connectToolbar();
    void connectParts();
    void addShortcuts();
    void retranslate();
    void chooseFolder();
    void askToRemove();
    void askForTag();
    void editClasses();
    void editSplits();
    void askForNnunet();
    void writeNnunet(std::optional<std::int64_t> splitId, const std::filesystem::path& folder);
    void tell(const QString& sentence);
    void remap();
    void predict();
    /// After a case was given a patient; before: the patient that it had.
    void tellOfLeaks(std::int64_t caseId, const QString& before);
    void copyUndividedSplits(std::int64_t caseId);
    void takePatientBack(std::int64_t caseId, const QString& before);
    void showMenu(const QPoint& position);
    /// To the menu of these cases, what changes them.
    void addChanges(QMenu& menu, const std::vector<std::int64_t>& ids);
    void takeCases();
    void showSelection();

    CaseTableModel* m_cases;
    CaseFilter* m_filter;
    CaseActions* m_actions;
    CaseQuestions* m_questions;
    ThumbnailStore* m_thumbnails;

    CaseToolbar* m_toolbar;
    QStackedWidget* m_stack;
    EmptyDatasets* m_empty;
    QTabWidget* m_tabs;
    CaseFilterBar* m_filterBar = nullptr;
    CaseTableView* m_table = nullptr;
    QuickLook* m_quickLook = nullptr;
    FoldingSide* m_side = nullptr;
    StatisticsView* m_statistics;
    QLabel* m_told;
};

}  // namespace tandem
